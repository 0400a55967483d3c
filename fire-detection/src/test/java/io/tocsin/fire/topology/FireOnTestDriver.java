package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.fire.floor.ValveTiming;
import io.tocsin.fire.registry.OwnedPartitions;
import io.tocsin.fire.registry.Registry;
import io.tocsin.fire.supervision.SupervisionPolicy;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology without a broker: one partition of each topic, and time that passes when it is told to. */
final class FireOnTestDriver implements AutoCloseable {
    static final Instant START = Instant.parse("2025-01-06T08:30:00Z");
    static final FloorId FLOOR = FloorId.of("f1");

    static final Duration SESSION = Duration.ofSeconds(6);

    static final Duration LATE_WRITES = Duration.ofMinutes(10);

    private static final Duration STEP = Duration.ofMillis(50);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    final FireParts parts = parts(meters, nanos);
    private final TopologyTestDriver driver;
    private final Map<String, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();
    private Instant now;

    FireOnTestDriver() {
        this(START);
    }

    private FireOnTestDriver(Instant now) {
        this.now = now;
        this.driver = new TopologyTestDriver(new FireTopology(parts).build(), config(), now);
    }

    private static FireParts parts(SimpleMeterRegistry meters, AtomicLong nanos) {
        var refusals = new Refusals();
        return new FireParts(
                Registry.empty(),
                new OwnedPartitions(),
                refusals,
                new FireMeters(meters, refusals),
                new Routing(1),
                new Routing(1),
                SupervisionPolicy.USUAL,
                ValveTiming.USUAL,
                Duration.ofMillis(500),
                STEP,
                new Pulse(nanos::get, () -> 0, FireParts.longestGap(SESSION)),
                LATE_WRITES);
    }

    private static Properties config() {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "fire-detection-" + UUID.randomUUID());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        return config;
    }

    /**
     * The same after a crash: the stores are as they were, all else is forgotten.
     *
     * @param dead how long nobody was there
     */
    FireOnTestDriver restarted(Duration dead) {
        List<Detector> detectors = List.copyOf(parts.registry().detectors().all());
        List<Floor> floors = List.copyOf(parts.registry().floors().all());
        List<KeyValue<Long, byte[]>> supervision = contents(SignalsProcessor.STORE);
        List<KeyValue<String, byte[]>> watched = contents(FloorsProcessor.STORE);
        driver.close();

        var next = new FireOnTestDriver(now.plus(dead));
        next.driver.<Long, byte[]>getKeyValueStore(SignalsProcessor.STORE).putAll(supervision);
        next.driver.<String, byte[]>getKeyValueStore(FloorsProcessor.STORE).putAll(watched);
        floors.forEach(next::register);
        detectors.forEach(next::register);
        return next;
    }

    private <K> List<KeyValue<K, byte[]>> contents(String name) {
        KeyValueStore<K, byte[]> store = driver.getKeyValueStore(name);
        var entries = new ArrayList<KeyValue<K, byte[]>>();
        try (KeyValueIterator<K, byte[]> all = store.all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** As if the last owner had left this behind. */
    void find(FloorEntry entry) {
        driver.<String, byte[]>getKeyValueStore(FloorsProcessor.STORE)
                .put(entry.floor().floor().text(), FloorForm.write(entry));
    }

    /** As if the last owner had left this behind. */
    void find(IntakeEntry entry) {
        driver.<Long, byte[]>getKeyValueStore(SignalsProcessor.STORE).put(Supervisor.INTAKE, Json.write(entry));
    }

    /** As if the last owner had left this behind. */
    void find(DetectorId detector, SupervisionEntry entry) {
        driver.<Long, byte[]>getKeyValueStore(SignalsProcessor.STORE).put(detector.number(), Json.write(entry));
    }

    /** What is stored of the intake. */
    IntakeEntry intake() {
        return Json.read(
                driver.<Long, byte[]>getKeyValueStore(SignalsProcessor.STORE).get(Supervisor.INTAKE),
                IntakeEntry.class);
    }

    void register(Detector detector) {
        send(Topics.DETECTORS, detector.detector().toKey(), Json.write(detector));
    }

    void register(Floor floor) {
        send(Topics.FLOORS, floor.floor().toKey(), Json.write(floor));
    }

    /** A floor of this policy. */
    void register(FloorId floor, FloorPolicy policy) {
        register(new Floor(floor, "Floor " + floor, "V-" + floor, policy));
    }

    /** Detectors 1 to {@code count} on the usual floor, each with an interval of one second. */
    void registerDetectors(int count) {
        for (int i = 1; i <= count; i++) {
            register(Detector.active(new DetectorId(i), FLOOR, 1));
        }
    }

    void signal(int detector, String value) {
        send(Topics.DETECTOR_SIGNALS, new DetectorId(detector).toKey(), value.getBytes(UTF_8));
    }

    /** It was said a while ago and is read only now. */
    void signalOf(Instant said, int detector, String value) {
        send(
                Topics.DETECTOR_SIGNALS,
                new DetectorId(detector).toKey(),
                value.getBytes(UTF_8),
                new RecordHeaders(),
                said);
    }

    void valveReports(FloorId floor, String position) {
        send(Topics.VALVE_REPORTS, floor.toKey(), position.getBytes(UTF_8));
    }

    OperatorAction operate(OperatorCommand command) {
        var action = new OperatorAction(
                ActionId.of(UUID.randomUUID().toString()),
                OperatorId.of("m.curie"),
                OperatorRole.SUPERVISOR,
                command,
                "a test",
                now,
                null);
        operate(action);
        return action;
    }

    void operate(OperatorAction action) {
        send(Topics.OPERATOR_ACTIONS, action.operator().text().getBytes(UTF_8), Json.write(action));
    }

    void send(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {
        send(topic, key, value, new RecordHeaders());
    }

    /** With the time that the record has in Kafka. */
    void sendAsOf(Instant time, Topic topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key, value, time);
    }

    void send(Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        send(topic, key, value, headers, now);
    }

    private void send(Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers, Instant at) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, headers, at));
    }

    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(STEP)) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            now = now.plus(step);
            nanos.addAndGet(step.toNanos());
            driver.advanceWallClockTime(step);
        }
    }

    /** The process stands still, and then it is time for its ticks. */
    void standStill(Duration time) {
        loseTime(time);
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** The process stands still, and its ticks have not come yet. */
    void loseTime(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Everything that was ever written to a topic. */
    List<TestRecord<byte[], byte[]>> records(Topic topic) {
        List<TestRecord<byte[], byte[]>> all = read.computeIfAbsent(topic.name(), name -> new ArrayList<>());
        all.addAll(driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
        return all;
    }

    <T> List<T> values(Topic topic, Class<T> type) {
        return records(topic).stream().map(it -> Json.read(it.value(), type)).toList();
    }

    List<FloorEvent> events() {
        return values(Topics.FLOOR_ALARMS, FloorEvent.class);
    }

    <E extends FloorEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    FloorEvent.AlarmRaised onlyAlarm() {
        List<FloorEvent.AlarmRaised> alarms = events(FloorEvent.AlarmRaised.class);
        assertThat(alarms).hasSize(1);
        return alarms.getFirst();
    }

    List<ValveCommand> valveCommands() {
        return values(Topics.VALVE_COMMANDS, ValveCommand.class);
    }

    List<DetectorFault> detectorFaults() {
        return values(Topics.DETECTOR_FAULTS, DetectorFault.class);
    }

    List<SystemFault> systemFaults() {
        return values(Topics.SYSTEM_FAULTS, SystemFault.class);
    }

    List<Notification> notifications() {
        return values(Topics.NOTIFICATIONS, Notification.class);
    }

    List<OperatorAction> refusedActions() {
        return values(Topics.OPERATOR_ACTIONS, OperatorAction.class);
    }

    double meter(String name) {
        return meters.get(name).counter().count();
    }

    Instant now() {
        return now;
    }

    String describe() {
        return new FireTopology(parts).build().describe().toString();
    }

    @Override
    public void close() {
        driver.close();
    }
}
