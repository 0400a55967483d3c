package io.tocsin.simulator.valve;

import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One valve in simulated time. A command that comes again while the valve moves there changes nothing; when it stands
 * there already, it looks and reports again.
 */
final class SimulatedValve {
    private final ValveTimes times;
    private ValvePosition position;
    private Behaviour behaviour = Behaviour.PROMPT;
    private @Nullable Movement movement;

    SimulatedValve(ValvePosition position, ValveTimes times) {
        this.position = position;
        this.times = times;
    }

    /** On its way, also when it stands there already and only looks. */
    private record Movement(ValvePosition to, Instant until) {}

    ValvePosition position() {
        return position;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** From the next command on it is as quick, or slow, as this; whether it moves and reports changes at once. */
    void behave(Behaviour asAsked) {
        behaviour = asAsked;
    }

    /** Where it is going; null while it rests. */
    @Nullable ValvePosition movingTo() {
        return movement == null ? null : movement.to();
    }

    void command(ValvePosition to, Instant now) {
        if (movement == null || movement.to() != to) {
            movement = new Movement(to, now.plus(times.of(behaviour)));
        }
    }

    /** When its movement ends; empty while it rests. */
    Optional<Instant> due() {
        return Optional.ofNullable(movement).map(Movement::until);
    }

    /** Lets time pass. The position that it reports now, if it does. */
    Optional<ValvePosition> advance(Instant now) {
        if (movement == null || movement.until().isAfter(now)) {
            return Optional.empty();
        }
        if (behaviour != Behaviour.STUCK) {
            position = movement.to();
        }
        movement = null;
        return behaviour == Behaviour.SILENT ? Optional.empty() : Optional.of(position);
    }
}
