package io.tocsin.system.soak;

import io.tocsin.system.Broker;
import io.tocsin.system.TollService;
import io.tocsin.system.check.Violation.Kind;
import java.time.Duration;
import java.util.List;

/** What can happen to processes. */
final class ProcessTroubles {
    private static final Duration MOMENT = Duration.ofMillis(200);

    /** As orchestrators do: whoever has not ended by then is killed. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Findings findings;
    private final Counts injected;

    ProcessTroubles(Findings findings, Counts injected) {
        this.findings = findings;
        this.injected = injected;
    }

    List<Trouble> of(TollService service) {
        Runnable alive = () -> requireAlive(service);
        return List.of(
                new Trouble(
                        "instance killed",
                        MOMENT,
                        Duration.ofSeconds(10),
                        then(alive, service::kill),
                        service::restart),
                new Trouble(
                        "instance stopped",
                        MOMENT,
                        Duration.ofSeconds(5),
                        then(alive, () -> stop(service)),
                        service::restart),
                new Trouble(
                        "instance paused for a moment",
                        MOMENT,
                        Duration.ofSeconds(4),
                        then(alive, service::pause),
                        service::resume),
                new Trouble(
                        "instance paused past its session",
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(18),
                        then(alive, service::pause),
                        service::resume));
    }

    List<Trouble> of(Broker broker) {
        Runnable alive = () -> requireAlive(broker);
        return List.of(
                new Trouble(
                        "Kafka restarted", MOMENT, Duration.ofSeconds(12), then(alive, broker::stop), broker::restart),
                new Trouble("Kafka killed", MOMENT, Duration.ofSeconds(8), then(alive, broker::kill), broker::restart));
    }

    private static Runnable then(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    /** Nobody but us ends processes here. */
    void requireAlive(TollService service) {
        if (!service.isAlive()) {
            findings.add(Kind.DIED, service.name() + " had ended by itself; see its log");
            service.restart();
        }
    }

    /** The same for Kafka. */
    void requireAlive(Broker broker) {
        if (!broker.isAlive()) {
            findings.add(Kind.DIED, "Kafka had ended by itself; see its log");
            broker.restart();
        }
    }

    private void stop(TollService service) {
        if (!service.stop(GRACE)) {
            injected.add("instance killed because it took longer than " + GRACE.toSeconds() + " s to stop");
            service.kill();
        }
    }
}
