package io.tocsin.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka and fire-detection, on ports of their own and in one directory, each of which can be broken; and what detectors,
 * valves and onlookers do with it. Detector {@code n} hangs on floor {@code f<n>} unless told otherwise.
 *
 * <p>What onlookers see is read by one thread.
 */
public final class FireHouse implements AutoCloseable {
    private static final String USUAL_HEAP = "512m";
    private static final Duration SENDING_LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final Jvm jvm;
    private final Map<String, String> settings;
    private final List<FireService> services = new CopyOnWriteArrayList<>();
    private final Map<String, TopicReader> readers = new HashMap<>();
    private final Broker broker;
    private final KafkaProducer<byte[], byte[]> producer;

    private FireHouse(Path directory, Jvm jvm, Map<String, String> settings) {
        this.directory = directory;
        this.jvm = jvm;
        this.settings = new HashMap<>(settings);
        this.settings.putIfAbsent(
                "TOCSIN_FIRE_USERS_FILE",
                SecretFiles.write(directory.resolve("users"), FireClient.users())
                        .toString());
        this.settings.putIfAbsent(
                "TOCSIN_FIRE_PEERS_SECRET_FILE",
                SecretFiles.write(directory.resolve("peers-secret"), List.of("a-secret-that-all-instances-have"))
                        .toString());
        this.broker = new Broker(directory, jvm);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000,
                        // What is sent while Kafka is away waits, whatever comes.
                        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                        MetadataRecoveryStrategy.NONE.name),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param directory where everything is kept; empty
     * @param jvm how Kafka and fire-detection are run
     * @param instances how many of fire-detection
     * @param settings of fire-detection, by the names of its environment
     */
    public static FireHouse open(Path directory, Jvm jvm, int instances, Map<String, String> settings) {
        var house = new FireHouse(directory, jvm, settings);
        try {
            for (int i = 1; i <= instances; i++) {
                house.startService("fire-detection-" + i);
            }
            house.services.forEach(FireService::awaitReady);
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** Starts one more instance. */
    public FireService startService(String name) {
        return startService(name, USUAL_HEAP);
    }

    /** Starts one more instance, with a largest heap as {@code -Xmx} takes it. */
    public FireService startService(String name, String heap) {
        var all = new HashMap<>(settings);
        all.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        var service = new FireService(name, directory, jvm, heap, all);
        services.add(service);
        return service;
    }

    /** Kafka. */
    public Broker broker() {
        return broker;
    }

    /** All instances of fire-detection, also those that do not run at the moment. */
    public List<FireService> services() {
        return services;
    }

    /** The floor that a detector hangs on unless told otherwise. */
    public static FloorId floor(int number) {
        return FloorId.of("f" + number);
    }

    /** Registers detectors {@code first} to {@code last}, each on a floor of its own, and waits until that is known. */
    public void registerEachOnItsFloor(int first, int last, int intervalSeconds) {
        for (int i = first; i <= last; i++) {
            register(new Floor(floor(i), "Floor " + i, "V-" + i, new FloorPolicy.Immediate()));
            register(Detector.active(new DetectorId(i), floor(i), intervalSeconds));
        }
        awaitDetector(last);
    }

    /** Waits until every instance that runs knows a detector that was registered; it then knows those before, too. */
    public void awaitDetector(int detector) {
        services.stream().filter(FireService::isAlive).forEach(service -> await().atMost(SENDING_LIMIT)
                .until(() -> service.http().look("/detectors/" + detector).status() == 200));
    }

    /** Registers a detector. */
    public void register(Detector detector) {
        awaitTaken(send(Topics.DETECTORS, detector.detector().toKey(), Json.write(detector)));
    }

    /** Registers a floor. */
    public void register(Floor floor) {
        awaitTaken(send(Topics.FLOORS, floor.floor().toKey(), Json.write(floor)));
    }

    /** A detector says something; returns when Kafka has it. */
    public void signal(int detector, String value) {
        awaitTaken(signalled(detector, value));
    }

    /** A detector says something; does not wait for Kafka. */
    public Future<RecordMetadata> signalled(int detector, String value) {
        return send(Topics.DETECTOR_SIGNALS, Integer.toString(detector).getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /**
     * What a detector has said.
     *
     * @param at when Kafka took it
     */
    public record Said(Instant at, DetectorSignal signal) {}

    /** All that a detector has said, in its order. */
    public List<Said> saidBy(int detector) {
        byte[] key = new DetectorId(detector).toKey();
        return reader(Topics.DETECTOR_SIGNALS).toTheEnd().stream()
                .filter(it -> Arrays.equals(it.key(), key))
                .map(it -> new Said(Instant.ofEpochMilli(it.timestamp()), DetectorSignal.read(it.value())))
                .toList();
    }

    /** A valve says where it stands. */
    public void valveReports(FloorId floor, String position) {
        awaitTaken(send(Topics.VALVE_REPORTS, floor.toKey(), position.getBytes(UTF_8)));
    }

    private Future<RecordMetadata> send(Topic topic, byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    private static void awaitTaken(Future<RecordMetadata> sent) {
        try {
            sent.get(SENDING_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka has not taken a record within " + SENDING_LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before Kafka had a record", e);
        }
    }

    /** All that happened on floors. */
    public List<FloorEvent> events() {
        return values(Topics.FLOOR_ALARMS, FloorEvent.class);
    }

    /** All that happened on a floor. */
    public List<FloorEvent> events(FloorId floor) {
        return events().stream().filter(event -> event.floor().equals(floor)).toList();
    }

    /** All alarms that were raised; one may stand there twice. */
    public List<FloorEvent.AlarmRaised> alarms() {
        return events().stream()
                .filter(FloorEvent.AlarmRaised.class::isInstance)
                .map(FloorEvent.AlarmRaised.class::cast)
                .toList();
    }

    /** The alarms of a floor, each once: by its number. */
    public List<FloorEvent.AlarmRaised> alarms(FloorId floor) {
        var numbers = new HashSet<Long>();
        return alarms().stream()
                .filter(alarm -> alarm.floor().equals(floor) && numbers.add(alarm.number()))
                .toList();
    }

    /** All that valves were told. */
    public List<ValveCommand> valveCommands() {
        return values(Topics.VALVE_COMMANDS, ValveCommand.class);
    }

    /** All that a valve was told. */
    public List<ValveCommand> valveCommands(FloorId floor) {
        return valveCommands().stream()
                .filter(command -> command.floor().equals(floor))
                .toList();
    }

    /** All faults of detectors, begun and ended. */
    public List<DetectorFault> detectorFaults() {
        return values(Topics.DETECTOR_FAULTS, DetectorFault.class);
    }

    /** All faults of the system, begun and ended. */
    public List<SystemFault> systemFaults() {
        return values(Topics.SYSTEM_FAULTS, SystemFault.class);
    }

    /** All that people were told; one may stand there twice. */
    public List<Notification> notifications() {
        return values(Topics.NOTIFICATIONS, Notification.class);
    }

    /** The audit. */
    public List<OperatorAction> actions() {
        return values(Topics.OPERATOR_ACTIONS, OperatorAction.class);
    }

    private <T> List<T> values(Topic topic, Class<T> type) {
        return reader(topic).toTheEnd().stream()
                .map(it -> Json.read(it.value(), type))
                .toList();
    }

    /** How many records a topic holds. */
    public int count(Topic topic) {
        return reader(topic).toTheEnd().size();
    }

    /** The headers of that name that a topic's records have. */
    public List<String> headers(Topic topic, String name) {
        return reader(topic).toTheEnd().stream()
                .flatMap(it -> Stream.ofNullable(it.headers().lastHeader(name)))
                .map(header -> new String(header.value(), UTF_8))
                .toList();
    }

    private TopicReader reader(Topic topic) {
        return readers.computeIfAbsent(
                topic.name(), name -> TopicReader.careful(broker.bootstrapServers(), List.of(name)));
    }

    /** What each process printed last. */
    public String lastWords() {
        return broker.lastWords() + "\n"
                + services.stream().map(FireService::lastWords).collect(Collectors.joining("\n"));
    }

    /** Kills everything; the directory stays. */
    @Override
    public void close() {
        services.forEach(FireService::close);
        readers.values().forEach(TopicReader::close);
        producer.close(Duration.ZERO);
        broker.close();
    }
}
