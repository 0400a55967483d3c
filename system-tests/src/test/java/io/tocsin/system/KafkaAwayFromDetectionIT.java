package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.system.FireClient.Person;
import io.tocsin.system.ServiceClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kafka goes away for a minute while detectors go on sending: for many of their intervals, and longer than any time-out. */
@Order(3)
class KafkaAwayFromDetectionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final int DETECTORS = 30;
    private static final int PASSIVE = 60;

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem();

    private static FireHouse house() {
        return SYSTEM.house();
    }

    private static FireClient http() {
        return SYSTEM.service(1).http();
    }

    @Test
    void shouldReadWhatWasSentMeanwhileAndShowOneFaultOfTheIntakeAndNoneOfDetectors() throws IOException {
        house().registerEachOnItsFloor(1, DETECTORS, 1);
        Queue<Future<RecordMetadata>> sent = new ConcurrentLinkedQueue<>();
        try (ScheduledExecutorService detectors = Executors.newSingleThreadScheduledExecutor();
                var passive = new PassiveDetector()) {
            house().register(new Detector(
                    new DetectorId(PASSIVE), floor(PASSIVE), DetectorKind.PASSIVE, 1, passive.address(), true));
            ScheduledFuture<?> speaking = detectors.scheduleAtFixedRate(
                    () -> {
                        for (int i = 1; i <= DETECTORS; i++) {
                            sent.add(house().signalled(i, "0"));
                        }
                    },
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            await().atMost(SOON).until(() -> everHeard(DETECTORS) && everHeard(PASSIVE));

            Instant leaving = Instant.now();
            house().broker().stop();
            Instant away = Instant.now();
            Future<RecordMetadata> fire = house().signalled(7, "1");
            passive.saysFireOnceAndIsGone();
            await().atMost(SOON).untilAsserted(() -> {
                Answer ready = http().get("/q/health/ready");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.text()).contains("does not answer");
                assertThat(readUpTo(ready)).isBefore(Instant.now().minusSeconds(10));
            });
            assertThat(http().get("/q/metrics").text()).containsPattern("tocsin_fire_read_behind_seconds [1-9]");
            nothingIsTakenAndTheCallerKnowsInTime();
            assertThat(http().get("/q/health/live").status()).isEqualTo(200);
            await().atMost(AWAY.plusSeconds(5)).until(() -> Instant.now().isAfter(away.plus(AWAY)));
            house().broker().restart();
            Instant back = Instant.now();

            await().atMost(SOON).until(() -> house().alarms(floor(7)).size() == 1);
            assertThat(fire.state()).isEqualTo(Future.State.SUCCESS);
            await().atMost(SOON).until(() -> house().alarms(floor(PASSIVE)).size() == 1);
            await().atMost(SOON)
                    .until(() -> !intakeFaults().isEmpty() && intakeFaults().getLast() instanceof SystemFault.Cleared);
            // For longer than three intervals after it.
            Instant cleared = intakeFaults().getLast().at();
            await().atMost(SOON).until(() -> Instant.now().isAfter(cleared.plusSeconds(6)));
            speaking.cancel(false);

            await().atMost(SOON).until(() -> sent.stream().allMatch(one -> one.state() == Future.State.SUCCESS));
            await().atMost(SOON).until(() -> signalsRead() > sent.size());
            assertThat(http().signals("{\"detector\":1,\"signal\":0}").status()).isEqualTo(202);
            assertThat(intakeFaults()).hasSize(2);
            assertThat(intakeFaults().getFirst())
                    .isInstanceOfSatisfying(SystemFault.Raised.class, raised -> assertThat(raised.since())
                            .as("when it went away")
                            .isBetween(leaving.minusSeconds(3), away));
            assertThat(house().detectorFaults())
                    .as("only of the one that is gone")
                    .allMatch(fault -> fault.detector().equals(new DetectorId(PASSIVE)));
            assertThat(house().alarms().stream().map(FloorEvent::floor)).containsOnly(floor(7), floor(PASSIVE));
            System.out.printf(
                    "KafkaAwayFromDetectionIT: away for %d ms; the intake's fault was dated %d ms after Kafka left and"
                            + " cleared %d ms after it was back%n",
                    Duration.between(away, back).toMillis(),
                    Duration.between(away, intakeFaults().getFirst().at()).toMillis(),
                    Duration.between(back, cleared).toMillis());
        }
    }

    private static boolean everHeard(int detector) throws IOException {
        return http().look("/detectors/" + detector).json().path("everHeard").asBoolean();
    }

    /** However many signals there are in a batch: the caller here waits for 10 s, and not 5 s for each of a thousand. */
    private static void nothingIsTakenAndTheCallerKnowsInTime() throws IOException {
        String batch = "[" + "{\"detector\":1,\"signal\":0},".repeat(999) + "{\"detector\":1,\"signal\":0}]";
        assertThat(http().signals(batch).status()).isEqualTo(503);

        String action = "{\"action\":\"enable\",\"why\":\"a test\"}";
        assertThat(http().act(Person.SUPERVISOR, "/detectors/1/actions", action).status())
                .isEqualTo(503);
        assertThat(http().get("/q/metrics").text()).contains("tocsin_fire_actions_unrecorded_total 1.0");
    }

    private static double signalsRead() throws IOException {
        return http().get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("tocsin_fire_signals_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    /** Answers when it is asked, until the fire has reached it. */
    private static final class PassiveDetector implements AutoCloseable {
        private final HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final AtomicReference<String> says = new AtomicReference<>("0");
        private final AtomicInteger saidFire = new AtomicInteger();

        PassiveDetector() throws IOException {
            http.createContext("/", exchange -> {
                byte[] answer = says.get().getBytes(UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
                if (answer[0] == '1') {
                    saidFire.incrementAndGet();
                }
            });
            http.start();
        }

        String address() {
            return "http://localhost:" + http.getAddress().getPort() + "/";
        }

        void saysFireOnceAndIsGone() {
            says.set("1");
            await().atMost(SOON).until(() -> saidFire.get() > 0);
            close();
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private static Instant readUpTo(Answer ready) {
        return Instant.parse(ready.json()
                .path("checks")
                .path(0)
                .path("data")
                .path("signals read up to")
                .asText());
    }

    private static List<SystemFault> intakeFaults() {
        return house().systemFaults().stream()
                .filter(fault -> fault.part().equals(SystemFault.INTAKE))
                .toList();
    }
}
