package io.tocsin.fire.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.fire.topology.Refusals.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What can be measured of fire detection in this process. */
public final class FireMeters {
    private final Counter signals;
    private final Counter fireSignals;
    private final Counter testSignals;
    private final Counter disabledSignals;
    private final Counter relayed;
    private final Counter alarms;
    private final Counter noticesTooLate;
    private final Timer toAlarm;
    private final Timer toValve;
    private final Map<Integer, Supervised> supervised = new ConcurrentHashMap<>();

    /**
     * How supervision of one partition stands.
     *
     * @param detectors how many are supervised
     * @param faulty how many of them are silent
     * @param readUpTo the time before which everything was read
     */
    public record Supervised(int detectors, int faulty, Instant readUpTo) {}

    /** @param refusals counted with the rest */
    public FireMeters(MeterRegistry registry, Refusals refusals) {
        signals = counter(registry, "tocsin.fire.signals", "Signals taken from registered detectors");
        fireSignals = counter(registry, "tocsin.fire.signals.fire", "Signals of fire that count");
        testSignals = counter(registry, "tocsin.fire.signals.test", "Signals of fire from detectors in test");
        disabledSignals = counter(registry, "tocsin.fire.signals.disabled", "Signals of fire from disabled detectors");
        relayed = counter(
                registry,
                "tocsin.fire.signals.relayed",
                "Signals that came in on another partition than the detector's");
        alarms = counter(registry, "tocsin.fire.alarms", "Alarms raised");
        noticesTooLate = counter(
                registry, "tocsin.fire.notices.too.late", "Events that nobody was told of, as they are a day old");
        toAlarm = timer(
                registry,
                "tocsin.fire.signal.to.alarm",
                "From Kafka's time of a signal, or the end of its delay, to the alarm");
        toValve = timer(
                registry,
                "tocsin.fire.signal.to.valve",
                "From Kafka's time of a signal, or the end of its delay, to the valve's first command");
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("tocsin.fire.refused", refusals, all -> all.total(reason))
                    .description("Records that were not taken")
                    .tag("reason", reason.text())
                    .register(registry);
        }
        gauge(registry, "tocsin.fire.supervised", "Detectors supervised here", all -> all.stream()
                .mapToInt(Supervised::detectors)
                .sum());
        gauge(
                registry,
                "tocsin.fire.read.behind.seconds",
                "How long ago the signals came in that were read last",
                all -> all.stream()
                        .mapToDouble(
                                one -> between(one.readUpTo(), Instant.now()).toMillis() / 1000.0)
                        .max()
                        .orElse(0));
        gauge(registry, "tocsin.fire.faulty", "Detectors supervised here that are silent", all -> all.stream()
                .mapToInt(Supervised::faulty)
                .sum());
    }

    void signal() {
        signals.increment();
    }

    void fireSignal() {
        fireSignals.increment();
    }

    void testSignal() {
        testSignals.increment();
    }

    void disabledSignal() {
        disabledSignals.increment();
    }

    void relayed() {
        relayed.increment();
    }

    void noticeTooLate() {
        noticesTooLate.increment();
    }

    void alarmRaised(Instant heardAt, Instant now) {
        alarms.increment();
        toAlarm.record(between(heardAt, now));
    }

    void valveOpened(Instant heardAt, Instant now) {
        toValve.record(between(heardAt, now));
    }

    void supervised(int partition, Supervised figures) {
        supervised.put(partition, figures);
    }

    void supervisedNoMore(int partition) {
        supervised.remove(partition);
    }

    /** How supervision stands, by the partitions that this process has. */
    public Map<Integer, Supervised> supervised() {
        return Map.copyOf(supervised);
    }

    /** Two machines' clocks: the difference may come out as less than nothing. */
    private static Duration between(Instant heardAt, Instant now) {
        Duration time = Duration.between(heardAt, now);
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<Collection<Supervised>> figure) {
        Gauge.builder(name, supervised, all -> figure.applyAsDouble(all.values()))
                .description(description)
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Arrays.stream(new long[] {2, 5, 10, 25, 50, 100, 250, 500, 1_000, 3_000, 10_000})
                                .mapToObj(Duration::ofMillis)
                                .toArray(Duration[]::new))
                .register(registry);
    }
}
