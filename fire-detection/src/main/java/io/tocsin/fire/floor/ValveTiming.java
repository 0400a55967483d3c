package io.tocsin.fire.floor;

import java.time.Duration;

/**
 * How patiently a valve is commanded.
 *
 * @param repeatEvery how long a command is waited on before it is given again
 * @param confirmWithin how long the valve may take to report before it is a fault, and how long one that opened by itself must
 *     have been closed before that fault is over
 */
public record ValveTiming(Duration repeatEvery, Duration confirmWithin) {
    /** Again each second; a fault after 10 s, which leaves most of the 100 s of EN 54-2, 8.1 to tell people. */
    public static final ValveTiming USUAL = new ValveTiming(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** @throws IllegalArgumentException when a time is not positive */
    public ValveTiming {
        if (!repeatEvery.isPositive() || !confirmWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "the times of a valve must be longer than nothing, not " + repeatEvery + " and " + confirmWithin);
        }
    }
}
