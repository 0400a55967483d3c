package io.tocsin.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.simulation.history.HistoryEvent;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sends requests: most of them well-behaved, some twice, some with other content under an old id, some after a failure. */
final class Traffic {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LATER = Duration.ofSeconds(20);
    private static final Duration TOO_FAR = Duration.ofDays(1);
    private static final int MOST_REDRIVES = 2;

    private final World world;
    private final Chance chance;
    private final Map<String, Integer> redrives = new HashMap<>();
    private int underWay;

    Traffic(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void start() {
        Scenario scenario = world.scenario();
        double active = (double) scenario.activeFor().toNanos();
        for (int i = 1; i <= scenario.requests(); i++) {
            String id = "r" + i;
            String key = "k" + chance.among(1, scenario.keys());
            double when = scenario.burst() ? 0.02 * chance.nextDouble() : chance.nextDouble();
            plan((long) (when * 0.9 * active), () -> send(id, key));
        }
    }

    /** Whether everything that shall be sent was sent. */
    boolean isAtRest() {
        return underWay == 0;
    }

    private void plan(long nanos, Runnable sending) {
        underWay++;
        world.time().after(nanos, () -> {
            underWay--;
            sending.run();
        });
    }

    private void send(String id, String key) {
        switch (chance.weighted(20, 2, 1, 1)) {
            case 0 -> send(new Errand(id, key, "fetch", 0, null, 0), false);
            case 1 -> {
                Instant due = world.clock()
                        .instant()
                        .plusNanos(chance.nanosBetween(SHORTEST, LATER))
                        .minusSeconds(2);
                send(new Errand(id, key, "fetch", 0, due, 0), false);
            }
            case 2 -> {
                Instant never = world.clock().instant().plus(TOO_FAR);
                send(new Errand(id, key, "fetch", 0, never, 0), true);
                return;
            }
            default -> {
                sendUnreadable(id, key);
                return;
            }
        }
        if (chance.happens(0.1)) {
            later(() -> send(new Errand(id, key, "fetch", 0, null, 0), false));
        }
        if (chance.happens(0.05)) {
            later(() -> send(new Errand(id, key, "fetch", chance.among(1, 5), null, chance.among(0, 1)), false));
        }
        if (chance.happens(0.05)) {
            later(() -> send(new Errand(id, key, "bring", 0, null, chance.among(0, 1)), false));
        }
    }

    private void later(Runnable sending) {
        plan(chance.nanosBetween(SHORTEST, LATER), sending);
    }

    /** A person has seen the failure and sends it again. */
    void sawFailure(Errand errand, Ending ending) {
        int before = redrives.getOrDefault(errand.id(), 0);
        if (ending != Ending.SUCCEEDED && before < MOST_REDRIVES && chance.happens(0.25)) {
            later(() -> send(
                    new Errand(
                            errand.id(),
                            errand.key(),
                            errand.content(),
                            0,
                            null,
                            redrives.getOrDefault(errand.id(), 0) + 1),
                    false));
        }
    }

    private void sendUnreadable(String id, String key) {
        append(key, "no errand".getBytes(UTF_8), new Errand(id, key, "", 0, null, 0), true);
    }

    private void send(Errand errand, boolean hopeless) {
        redrives.merge(errand.id(), errand.redrives(), Math::max);
        append(errand.key(), new Errand.Form().write(errand), errand, hopeless);
    }

    private void append(String key, byte[] value, Errand errand, boolean hopeless) {
        Kafka.Partition partition = world.kafka().partitionOf(key);
        @Nullable Transaction none = null;
        long offset =
                partition.log().append(key.getBytes(UTF_8), value, world.clock().millis(), none);
        world.record(new HistoryEvent.Sent(
                world.time().now(),
                partition.number(),
                offset,
                errand.id(),
                key,
                errand.content(),
                errand.retries(),
                errand.redrives(),
                errand.notBefore(),
                hopeless));
        world.group().wakeOwner(partition.number());
    }
}
