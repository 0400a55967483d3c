package io.tocsin.simulator.valve;

import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The valves of all floors in simulated time. A floor has its valve as soon as it is spoken of. Not safe to share. */
final class Valves {
    private final ValveTimes times;
    private final Map<FloorId, SimulatedValve> valves = new HashMap<>();

    Valves(ValveTimes times) {
        this.times = times;
    }

    /** Puts a valve where it stood before, unless it has been spoken of already. */
    void restore(FloorId floor, ValvePosition position) {
        valves.putIfAbsent(floor, new SimulatedValve(position, times));
    }

    void command(FloorId floor, ValvePosition to, Instant now) {
        valve(floor).command(to, now);
    }

    void behave(FloorId floor, Behaviour behaviour) {
        valve(floor).behave(behaviour);
    }

    /** Lets time pass, and hands on what is reported. */
    void advance(Instant now, BiConsumer<FloorId, ValvePosition> reports) {
        valves.forEach((floor, valve) -> valve.advance(now).ifPresent(position -> reports.accept(floor, position)));
    }

    /** When the next movement ends; empty while all rest. */
    Optional<Instant> nextDue() {
        return valves.values().stream().flatMap(valve -> valve.due().stream()).min(Comparator.naturalOrder());
    }

    /** The valves as they are now, by floor. */
    List<ValveView> views() {
        return valves.keySet().stream()
                .sorted(Comparator.comparing(FloorId::text))
                .map(this::view)
                .toList();
    }

    /** One valve as it is now: closed when nothing was said of it. */
    ValveView view(FloorId floor) {
        SimulatedValve valve = valves.getOrDefault(floor, new SimulatedValve(ValvePosition.CLOSED, times));
        return new ValveView(floor, valve.position(), valve.movingTo(), valve.behaviour());
    }

    private SimulatedValve valve(FloorId floor) {
        return valves.computeIfAbsent(floor, unknown -> new SimulatedValve(ValvePosition.CLOSED, times));
    }
}
