package io.tocsin.fire.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.fire.floor.ValveTiming;
import io.tocsin.fire.registry.OwnedPartitions;
import io.tocsin.fire.registry.Registry;
import io.tocsin.fire.supervision.SupervisionPolicy;
import io.tocsin.model.topic.Topics;
import java.time.Duration;

/**
 * What the stream works with. The registry, the meters and the refusals are the process's own, for all its threads.
 *
 * @param registry what is registered; the stream fills it
 * @param owned the partitions of signals that this process reads; the stream says so
 * @param refusals what was not taken
 * @param meters what is measured
 * @param signalRouting which partition supervises a detector
 * @param floorRouting which partition looks after a floor
 * @param supervision when a detector counts as faulty
 * @param valves how patiently valves are commanded
 * @param probeEvery how often each partition proves that signals get through it
 * @param tick how often floors are looked at for what is due
 * @param pulse notices that the process stood still; somebody beats it
 * @param lateWrites for how long what a process has handed to its Kafka producer may still be written: the delivery time-out
 */
public record FireParts(
        Registry registry,
        OwnedPartitions owned,
        Refusals refusals,
        FireMeters meters,
        Routing signalRouting,
        Routing floorRouting,
        SupervisionPolicy supervision,
        ValveTiming valves,
        Duration probeEvery,
        Duration tick,
        Pulse pulse,
        Duration lateWrites) {

    private static final Duration USUAL_SESSION = Duration.ofSeconds(6);

    /** How long a process may stand still before it asks whether its work is still its own. */
    public static Duration longestGap(Duration session) {
        return session.dividedBy(2);
    }

    /** As the topics of the catalogue are cut, with the usual patience. */
    public static FireParts usual(MeterRegistry meterRegistry) {
        var refusals = new Refusals();
        return new FireParts(
                Registry.empty(),
                new OwnedPartitions(),
                refusals,
                new FireMeters(meterRegistry, refusals),
                new Routing(Topics.DETECTOR_SIGNALS.partitions()),
                new Routing(Topics.FIRE_SIGNALS.partitions()),
                SupervisionPolicy.USUAL,
                ValveTiming.USUAL,
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                new Pulse(System::nanoTime, System::currentTimeMillis, longestGap(USUAL_SESSION)),
                Duration.ofMinutes(10));
    }
}
