package io.tocsin.simulator.valve;

import io.tocsin.model.InvalidFieldException;
import java.time.Duration;

/**
 * How long a valve takes from a command to its report.
 *
 * @param usual of most valves
 * @param slow of one that is slow
 */
public record ValveTimes(Duration usual, Duration slow) {
    /** @throws InvalidFieldException when a time is negative, or slow is quicker than usual */
    public ValveTimes {
        if (usual.isNegative() || slow.compareTo(usual) < 0) {
            throw new InvalidFieldException("delay", "must be 0 or more, and the slow one not shorter");
        }
    }

    Duration of(Behaviour behaviour) {
        return behaviour == Behaviour.SLOW ? slow : usual;
    }
}
