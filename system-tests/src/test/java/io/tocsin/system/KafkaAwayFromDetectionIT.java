package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.system.ServiceClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kafka goes away while detectors go on sending, for many of their intervals. */
class KafkaAwayFromDetectionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(15);
    private static final int DETECTORS = 30;

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem().with("TOCSIN_FIRE_SUPERVISION_LATEST_BEHIND", "4s");

    private static FireHouse house() {
        return SYSTEM.house();
    }

    private static FireClient http() {
        return SYSTEM.service(1).http();
    }

    @Test
    void shouldReadWhatWasSentMeanwhileAndShowOneFaultOfTheIntakeAndNoneOfDetectors() throws IOException {
        house().registerEachOnItsFloor(1, DETECTORS, 1);
        try (ScheduledExecutorService detectors = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> speaking = detectors.scheduleAtFixedRate(
                    () -> {
                        for (int i = 1; i <= DETECTORS; i++) {
                            Future<RecordMetadata> unused = house().signalled(i, "0");
                        }
                    },
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            await().atMost(SOON).untilAsserted(() -> assertThat(http().look("/detectors/" + DETECTORS)
                            .json()
                            .path("everHeard")
                            .asBoolean())
                    .isTrue());

            Instant leaving = Instant.now();
            house().broker().stop();
            Instant away = Instant.now();
            Future<RecordMetadata> fire = house().signalled(7, "1");
            await().atMost(SOON).untilAsserted(() -> {
                Answer ready = http().get("/q/health/ready");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.text()).contains("does not answer");
                assertThat(readUpTo(ready)).isBefore(Instant.now().minusSeconds(4));
            });
            assertThat(http().get("/q/metrics").text()).containsPattern("tocsin_fire_read_behind_seconds [1-9]");
            assertThat(http().signals("{\"detector\":1,\"signal\":0}").status()).isEqualTo(503);
            assertThat(http().get("/q/health/live").status()).isEqualTo(200);
            await().atMost(SOON).until(() -> Instant.now().isAfter(away.plus(AWAY)));
            house().broker().restart();
            Instant back = Instant.now();

            await().atMost(SOON).until(() -> house().alarms(floor(7)).size() == 1);
            assertThat(fire.state()).isEqualTo(Future.State.SUCCESS);
            await().atMost(SOON).until(() -> intakeFaults().getLast() instanceof SystemFault.Cleared);
            // For longer than three intervals after it.
            Instant cleared = intakeFaults().getLast().at();
            await().atMost(SOON).until(() -> Instant.now().isAfter(cleared.plusSeconds(6)));
            speaking.cancel(false);

            assertThat(intakeFaults()).hasSize(2);
            assertThat(intakeFaults().getFirst())
                    .isInstanceOfSatisfying(SystemFault.Raised.class, raised -> assertThat(raised.since())
                            .as("when it went away")
                            .isBetween(leaving.minusSeconds(3), away));
            assertThat(house().detectorFaults()).isEmpty();
            assertThat(house().alarms().stream().map(FloorEvent::floor)).containsOnly(floor(7));
            System.out.printf(
                    "KafkaAwayFromDetectionIT: away for %d ms; the intake's fault was dated %d ms after Kafka left and"
                            + " cleared %d ms after it was back%n",
                    Duration.between(away, back).toMillis(),
                    Duration.between(away, intakeFaults().getFirst().at()).toMillis(),
                    Duration.between(back, cleared).toMillis());
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
