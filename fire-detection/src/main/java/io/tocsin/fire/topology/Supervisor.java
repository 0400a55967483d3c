package io.tocsin.fire.topology;

import io.tocsin.fire.registry.RegistryTable;
import io.tocsin.fire.registry.RegistryTable.Subscription;
import io.tocsin.fire.supervision.Finding;
import io.tocsin.fire.supervision.IntakeWatch;
import io.tocsin.fire.supervision.ReadingProgress;
import io.tocsin.fire.supervision.Remembered;
import io.tocsin.fire.supervision.Supervision;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.SignalRelay;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Supervises the detectors of one partition: the core's {@link Supervision} with a store behind it. The partition 0 also
 * watches the intake of all of them.
 */
final class Supervisor implements AutoCloseable {
    /** No detector has this number. */
    static final long INTAKE = 0;

    private static final int NEWS_IN_A_PROBE = 5;

    private static final JsonForm<SupervisionEntry> ENTRY = Json.form(SupervisionEntry.class);
    private static final JsonForm<IntakeEntry> INTAKE_ENTRY = Json.form(IntakeEntry.class);

    private final int partition;
    private final FireParts parts;
    private final RegistryTable<DetectorId, Detector> detectors;
    private final KeyValueStore<Long, byte[]> store;
    private final Output output;
    private final Subscription<DetectorId> registrations;
    private final Supervision supervision;
    private final ReadingProgress progress;
    private final Duration leastNews;
    private IntakeEntry intake = IntakeEntry.WELL;
    private Instant readUpTo;

    /** Where faults go. */
    interface Output {
        void tell(DetectorFault fault);

        void tell(SystemFault fault);
    }

    Supervisor(int partition, FireParts parts, KeyValueStore<Long, byte[]> store, Instant now, Output output) {
        this.partition = partition;
        this.parts = parts;
        this.detectors = parts.registry().detectors();
        this.store = store;
        this.output = output;
        this.supervision = new Supervision(parts.supervision());
        this.progress = new ReadingProgress(parts.signalRouting().partitions());
        this.readUpTo = now;
        this.leastNews = parts.probeEvery().dividedBy(NEWS_IN_A_PROBE);
        this.registrations = detectors.subscribe(this::isMine);
        parts.owned().take(partition);
        takeOver(now);
    }

    private boolean isMine(DetectorId detector) {
        return parts.signalRouting().of(detector.toKey()) == partition;
    }

    /** Goes on where the last owner of the partition was, and tells again what may not have arrived. */
    private void takeOver(Instant now) {
        Map<DetectorId, SupervisionEntry> known = new HashMap<>();
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> {
                if (entry.key == INTAKE) {
                    intake = INTAKE_ENTRY.read(entry.value);
                } else {
                    known.put(new DetectorId(entry.key), ENTRY.read(entry.value));
                }
            });
        }
        intake.onTheirWay().forEach(output::tell);
        known.values().forEach(entry -> entry.onTheirWay().forEach(output::tell));
        for (Detector detector : detectors.all()) {
            if (isMine(detector.detector())) {
                SupervisionEntry entry = known.remove(detector.detector());
                supervision.watch(detector, entry == null ? Remembered.NOTHING : entry.remembered());
            }
        }
        // What is left is registered no more; some of it was taken off while nobody had the partition.
        known.forEach((detector, entry) -> {
            supervision.watch(Detector.active(detector, entry.floor(), 1), entry.remembered());
            supervision.forget(detector, now).ifPresent(this::take);
        });
        figures();
    }

    /** A detector has spoken. */
    void heard(DetectorId detector, long at, @Nullable Integer battery) {
        Finding finding = supervision.heard(detector, at, battery);
        if (finding != null) {
            take(finding);
        }
    }

    /** A reader says how far it has got. */
    void readUpTo(SignalRelay.ReadUpTo read) {
        progress.add(read);
        progress.upTo().filter(this::isNews).ifPresent(time -> {
            readUpTo = time;
            supervision.readUpTo(time, progress.elsewhere(partition)).forEach(this::take);
            figures();
        });
    }

    /**
     * All readers speak at the same moments, and each moves the time a little. To look at every detector each time costs too
     * much where there are a million; the last one moves it far enough.
     */
    private boolean isNews(Instant time) {
        return time.isBefore(readUpTo) || !time.isBefore(readUpTo.plus(leastNews));
    }

    /** How the detectors are, for those who supervise the other partitions. */
    List<SignalRelay.Census> census() {
        return supervision.census();
    }

    /** A fault has been read back. */
    void arrived(DetectorFault fault) {
        SupervisionEntry entry = entry(fault.detector());
        if (entry != null && !entry.onTheirWay().isEmpty()) {
            put(fault.detector(), entry.arrived(fault));
        }
    }

    /** A fault of the system has been read back. */
    void arrived(SystemFault fault) {
        if (intake.onTheirWay().contains(fault)) {
            put(intake.arrived(fault));
        }
    }

    /** Takes new registrations over, and looks after the intake. */
    void look(Instant now) {
        for (DetectorId changed = registrations.next(); changed != null; changed = registrations.next()) {
            Detector detector = detectors.find(changed);
            if (detector == null) {
                supervision.forget(changed, now).ifPresent(this::take);
            } else {
                SupervisionEntry entry = entry(changed);
                supervision.watch(detector, entry == null ? Remembered.NOTHING : entry.remembered());
            }
        }
        if (partition == 0) {
            IntakeWatch.Look look =
                    intake.watch().look(now, readUpTo, supervision.silentIntervals(), parts.supervision());
            if (!look.watch().equals(intake.watch())) {
                put(intake.after(look));
                look.fault().ifPresent(output::tell);
            }
        }
    }

    /** The partition goes to another owner. */
    @Override
    public void close() {
        detectors.unsubscribe(registrations);
        parts.owned().give(partition);
        parts.meters().supervisedNoMore(partition);
    }

    private void take(Finding finding) {
        SupervisionEntry before = entry(finding.detector());
        put(finding.detector(), before == null ? SupervisionEntry.of(finding) : before.after(finding));
        finding.faults().forEach(output::tell);
    }

    private @Nullable SupervisionEntry entry(DetectorId detector) {
        byte[] stored = store.get(detector.number());
        return stored == null ? null : ENTRY.read(stored);
    }

    private void put(DetectorId detector, SupervisionEntry entry) {
        store.put(detector.number(), entry.isEmpty() ? null : ENTRY.write(entry));
    }

    private void put(IntakeEntry entry) {
        intake = entry;
        store.put(INTAKE, INTAKE_ENTRY.write(entry));
    }

    private void figures() {
        parts.meters()
                .supervised(partition, new FireMeters.Supervised(supervision.size(), supervision.faulty(), readUpTo));
    }
}
