package io.tocsin.fire.floor;

import java.time.Instant;

/** Whether an incident opens the floor's valve. */
public sealed interface Outputs {
    /** It does. */
    record Released() implements Outputs {}

    /** When another detector signals too (EN 54-2, 7.12, type C). */
    record AwaitingSecondDetector() implements Outputs {}

    /**
     * After the floor's delay (EN 54-2, 7.11).
     *
     * @param until when it is over
     */
    record Delayed(Instant until) implements Outputs {}
}
