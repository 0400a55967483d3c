package io.tocsin.simulation;

import io.tocsin.simulation.history.Violation;
import io.tocsin.simulation.world.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run of histories came to. */
final class SimulationTally {
    private static final double NANOS_A_SECOND = 1e9;

    private final long seed;
    private final long began = System.nanoTime();
    private final List<Map<String, Object>> violations = new ArrayList<>();
    private long lastProgress = began;
    private long histories;
    private long crashes;
    private long attempts;
    private long events;
    private long brokenHistories;

    SimulationTally(long seed) {
        this.seed = seed;
    }

    void add(Told told, List<Violation> found) {
        histories++;
        crashes += told.crashes();
        attempts += told.attempts();
        events += told.events().size();
        if (!found.isEmpty()) {
            brokenHistories++;
        }
        for (Violation violation : found) {
            violations.add(Map.of(
                    "seed", told.seed(), "guarantee", violation.guarantee().name(), "what", violation.what()));
        }
    }

    long histories() {
        return histories;
    }

    boolean isClean() {
        return brokenHistories == 0;
    }

    double seconds() {
        return (double) (System.nanoTime() - began) / NANOS_A_SECOND;
    }

    /** Whether so much time has passed since it was last so. */
    boolean isProgressDue(Duration every) {
        long now = System.nanoTime();
        if (now - lastProgress < every.toNanos()) {
            return false;
        }
        lastProgress = now;
        return true;
    }

    private double historiesPerMinute() {
        return (double) histories / seconds() * 60;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("seed", seed);
        map.put("histories", histories);
        map.put("historiesPerMinute", Math.round(historiesPerMinute()));
        map.put("crashes", crashes);
        map.put("attempts", attempts);
        map.put("events", events);
        map.put("seconds", seconds());
        map.put("brokenHistories", brokenHistories);
        map.put("violations", violations);
        return map;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d histories, %,.0f a minute; %,d crashes, %,d attempts, %,d events; %,d histories broke a guarantee",
                histories,
                historiesPerMinute(),
                crashes,
                attempts,
                events,
                brokenHistories);
    }
}
