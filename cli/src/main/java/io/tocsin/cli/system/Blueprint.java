package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The processes that make up the system: the only place where they are defined. */
final class Blueprint {
    /** With the usual threshold a service with a large heap stands still for 1.5 s when its classes outgrow it. */
    private static final String SERVICE_OPTIONS = "-Xms48m -Xmx512m -XX:MetaspaceSize=128m -XX:+UseSerialGC";

    static final String KAFKA = "kafka";
    static final String SIMULATORS = "simulators";
    static final String TOLL_PAYMENTS = "toll-payments";
    static final String FIRE_DETECTION = "fire-detection";
    static final String NOTIFICATIONS = "notifications";

    private static final String HOST = "localhost";
    /** What the simulated SMS centre is told to let in; a real one has a password of its own. */
    private static final String SIMULATED_SMS_CENTRE = "tocsin";

    private static final Duration KAFKA_STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration SIMULATORS_STOP_LIMIT = Duration.ofSeconds(10);
    /** More than its drain time-out: calls in flight may finish. */
    private static final Duration TOLL_STOP_LIMIT = Duration.ofSeconds(30);

    private static final Duration FIRE_STOP_LIMIT = Duration.ofSeconds(15);
    /** More than its drain time-out, for each gateway: messages that are being handed over may finish. */
    private static final Duration NOTIFICATIONS_STOP_LIMIT = Duration.ofSeconds(30);

    private final Path home;
    private final DataDirectory data;
    private final Ports ports;
    private final Map<String, String> environment;
    private final HttpClient http;

    /**
     * @param home the root of the project, where the modules are built
     * @param environment of this process: {@code TOCSIN_<NAME>_JVM_OPTS} replaces heap and collector of a part
     */
    Blueprint(Path home, DataDirectory data, Ports ports, Map<String, String> environment, HttpClient http) {
        this.home = home;
        this.data = data;
        this.ports = ports;
        this.environment = environment;
        this.http = http;
    }

    /**
     * All parts, in the order in which they are started; they are stopped in the opposite one.
     *
     * @param traffic whether vehicles are simulated
     * @param building whether a building with detectors and valves is
     */
    List<Part> parts(boolean traffic, boolean building) {
        return List.of(kafka(), simulators(traffic, building), tollPayments(), fireDetection(), notifications());
    }

    static String kafkaAddress(Ports ports) {
        return HOST + ":" + ports.kafka();
    }

    static String tollAddress(Ports ports) {
        return http(ports.toll());
    }

    static String fireAddress(Ports ports) {
        return http(ports.fire());
    }

    static String notificationsAddress(Ports ports) {
        return http(ports.notifications());
    }

    static String simulatorsAddress(Ports ports) {
        return http(ports.simulators());
    }

    static String bankAddress(Ports ports) {
        return http(ports.bank());
    }

    static String mailAddress(Ports ports) {
        return HOST + ":" + ports.mail();
    }

    static String smsAddress(Ports ports) {
        return HOST + ":" + ports.sms();
    }

    /** The page that shows what the simulated mail server and SMS centre have taken. */
    static String inboxAddress(Ports ports) {
        return simulatorsAddress(ports) + "/inbox";
    }

    /** Asks a part of a run that another process started. */
    static Probe probeOf(String name, Ports ports, HttpClient http) {
        return switch (name) {
            case KAFKA -> new KafkaProbe(HOST, ports.kafka());
            case SIMULATORS -> new HttpProbe(http, simulatorsAddress(ports));
            case TOLL_PAYMENTS -> new HttpProbe(http, tollAddress(ports));
            case FIRE_DETECTION -> new HttpProbe(http, fireAddress(ports));
            case NOTIFICATIONS -> new HttpProbe(http, notificationsAddress(ports));
            default -> () -> new Readiness.NotReady("is not known to this version of tocsin");
        };
    }

    private Part kafka() {
        return new Part(
                KAFKA,
                command(
                        KAFKA,
                        "-Xms256m -Xmx1g -XX:+UseSerialGC",
                        home.resolve("embedded-kafka/target/embedded-kafka.jar"),
                        "--port",
                        Integer.toString(ports.kafka()),
                        "--data",
                        data.kafka().toString()),
                Map.of(),
                kafkaAddress(ports),
                Map.of("--kafka-port", ports.kafka()),
                List.of(),
                probeOf(KAFKA, ports, http),
                KAFKA_STOP_LIMIT);
    }

    private Part simulators(boolean traffic, boolean building) {
        var settings = new HashMap<String, String>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafkaAddress(ports));
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(ports.simulators()));
        settings.put("TOCSIN_SIMULATORS_BANK_PORT", Integer.toString(ports.bank()));
        settings.put("TOCSIN_SIMULATORS_MAIL_PORT", Integer.toString(ports.mail()));
        settings.put("TOCSIN_SIMULATORS_SMS_PORT", Integer.toString(ports.sms()));
        settings.put("TOCSIN_SIMULATORS_DATA_DIR", data.simulators().toString());
        if (!traffic) {
            settings.put("TOCSIN_SIMULATORS_LANES_RATE", "0");
        }
        if (!building) {
            settings.put("TOCSIN_SIMULATORS_BUILDING_FLOORS", "0");
        }
        return new Part(
                SIMULATORS,
                command(
                        SIMULATORS,
                        "-Xms48m -Xmx768m -XX:+UseSerialGC",
                        home.resolve("simulators/target/quarkus-app/quarkus-run.jar")),
                settings,
                simulatorsAddress(ports),
                Map.of(
                        "--simulators-port", ports.simulators(),
                        "--bank-port", ports.bank(),
                        "--mail-port", ports.mail(),
                        "--sms-port", ports.sms()),
                List.of(),
                probeOf(SIMULATORS, ports, http),
                SIMULATORS_STOP_LIMIT);
    }

    private Part tollPayments() {
        return new Part(
                TOLL_PAYMENTS,
                command(
                        TOLL_PAYMENTS,
                        SERVICE_OPTIONS,
                        home.resolve("toll-payments/target/quarkus-app/quarkus-run.jar")),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafkaAddress(ports),
                        "QUARKUS_HTTP_PORT", Integer.toString(ports.toll()),
                        "TOCSIN_TOLL_BANK_URL", bankAddress(ports),
                        "TOCSIN_TOLL_STATE_DIR", data.tollPayments().toString(),
                        // RocksDB allocates from many threads; each arena of glibc keeps what it once had.
                        "MALLOC_ARENA_MAX", "2"),
                tollAddress(ports),
                Map.of("--toll-port", ports.toll()),
                List.of(KAFKA),
                probeOf(TOLL_PAYMENTS, ports, http),
                TOLL_STOP_LIMIT);
    }

    private Part fireDetection() {
        return new Part(
                FIRE_DETECTION,
                command(
                        FIRE_DETECTION,
                        SERVICE_OPTIONS,
                        home.resolve("fire-detection/target/quarkus-app/quarkus-run.jar")),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafkaAddress(ports),
                        "QUARKUS_HTTP_PORT", Integer.toString(ports.fire()),
                        "TOCSIN_FIRE_STATE_DIR", data.fireDetection().toString(),
                        "TOCSIN_FIRE_USERS_FILE", data.users().toString(),
                        "TOCSIN_FIRE_PEERS_SECRET_FILE", data.peersSecret().toString(),
                        "MALLOC_ARENA_MAX", "2"),
                fireAddress(ports),
                Map.of("--fire-port", ports.fire()),
                List.of(KAFKA),
                probeOf(FIRE_DETECTION, ports, http),
                FIRE_STOP_LIMIT);
    }

    private Part notifications() {
        return new Part(
                NOTIFICATIONS,
                command(
                        NOTIFICATIONS,
                        SERVICE_OPTIONS,
                        home.resolve("notifications/target/quarkus-app/quarkus-run.jar")),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafkaAddress(ports),
                        "QUARKUS_HTTP_PORT", Integer.toString(ports.notifications()),
                        "TOCSIN_NOTIFICATIONS_STATE_DIR", data.notifications().toString(),
                        "TOCSIN_NOTIFICATIONS_SMTP_PORT", Integer.toString(ports.mail()),
                        "TOCSIN_NOTIFICATIONS_SMPP_PORT", Integer.toString(ports.sms()),
                        "TOCSIN_NOTIFICATIONS_SMPP_PASSWORD", SIMULATED_SMS_CENTRE,
                        "TOCSIN_NOTIFICATIONS_ACKNOWLEDGEMENT_ADDRESS", notificationsAddress(ports),
                        "TOCSIN_NOTIFICATIONS_ACKNOWLEDGEMENT_SECRET_FILE",
                                data.linksSecret().toString(),
                        "MALLOC_ARENA_MAX", "2"),
                notificationsAddress(ports),
                Map.of("--notifications-port", ports.notifications()),
                List.of(KAFKA),
                probeOf(NOTIFICATIONS, ports, http),
                NOTIFICATIONS_STOP_LIMIT);
    }

    private List<String> command(String name, String usualJvmOptions, Path jar, String... arguments) {
        if (!Files.exists(jar)) {
            throw CommandFailure.failed(name + " is not built (" + jar + " is missing): start it with ./tocsin up");
        }
        String variable = "TOCSIN_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_JVM_OPTS";
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D" + Part.markOf(name));
        command.addAll(List.of(
                environment.getOrDefault(variable, usualJvmOptions).strip().split("\\s+")));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static String http(int port) {
        return "http://" + HOST + ":" + port;
    }
}
