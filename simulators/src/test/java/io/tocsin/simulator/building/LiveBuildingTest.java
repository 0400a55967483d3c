package io.tocsin.simulator.building;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LiveBuildingTest {
    private static final BuildingPlan PLAN = new BuildingPlan(1, 20, 1, List.of(1), 1, "http://here");

    private static MockProducer<byte[], byte[]> kafka(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static LiveBuilding building(
            Supplier<Producer<byte[], byte[]>> producers, Consumer<Producer<byte[], byte[]>> registration) {
        return new LiveBuilding(producers, registration, PLAN, Clock.systemUTC());
    }

    @Test
    void shouldSendWhatItsDetectorsSay() {
        var kafka = kafka(true);
        try (var building = building(() -> kafka, producer -> {})) {
            building.start();
            await().until(() -> building.status().sent() >= 19);
            assertThat(building.state()).isEqualTo(BuildingStatus.State.SENDING);
        }

        assertThat(kafka.history()).allSatisfy(sent -> {
            assertThat(sent.topic()).isEqualTo("detector-signals");
            assertThat(DetectorId.ofKey(sent.key())).isNotNull();
            assertThat(DetectorSignal.read(sent.value())).isEqualTo(DetectorSignal.QUIET);
        });
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void shouldSayNothingBeforeItIsRegistered() {
        var kafka = kafka(true);
        var tries = new AtomicInteger();
        Consumer<Producer<byte[], byte[]>> registration = producer -> {
            assertThat(kafka.history()).isEmpty();
            if (tries.incrementAndGet() == 1) {
                throw new KafkaException("no broker");
            }
        };
        // A producer cannot be used again when it is closed; this one only counts.
        var producers = new AtomicInteger();
        try (var building = building(() -> producers.incrementAndGet() == 1 ? kafka(true) : kafka, registration)) {
            building.start();
            await().until(() -> building.trouble() != null && building.trouble().contains("no broker"));
            await().until(() -> building.status().sent() > 0);
            assertThat(tries).hasValue(2);
            assertThat(building.trouble()).isNull();
        }
    }

    @Test
    void shouldLoseWhatKafkaDoesNotTakeAndGoOn() {
        var kafka = kafka(false);
        try (var building = building(() -> kafka, producer -> {})) {
            building.start();
            await().until(() -> kafka.history().size() >= 2);

            kafka.errorNext(new TimeoutException("Kafka is away"));
            assertThat(building.status().lost()).isEqualTo(1);
            assertThat(building.state()).isEqualTo(BuildingStatus.State.WAITING_FOR_KAFKA);
            assertThat(building.trouble()).contains("Kafka is away");

            kafka.completeNext();
            assertThat(building.state()).isEqualTo(BuildingStatus.State.SENDING);
            assertThat(building.status().sent()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeANewProducerWhenTheOldOneIsBroken() {
        var first = kafka(false);
        var second = kafka(true);
        var made = new AtomicInteger();
        try (var building = building(() -> made.incrementAndGet() == 1 ? first : second, producer -> {})) {
            building.start();
            await().until(() -> !first.history().isEmpty());

            first.errorNext(new OutOfOrderSequenceException("the broker has forgotten this producer"));

            await().atMost(Duration.ofSeconds(10)).until(() -> !second.history().isEmpty());
            assertThat(first.closed()).isTrue();
        }
    }

    @Test
    void shouldBeAtRestWithoutDetectors() {
        var plan = new BuildingPlan(0, 20, 1, List.of(1), 1, "http://here");
        try (var building = new LiveBuilding(() -> kafka(true), producer -> {}, plan, Clock.systemUTC())) {
            building.start();
            building.failAtRandom(RandomFailures.NONE);
            assertThat(building.status())
                    .isEqualTo(new BuildingStatus(BuildingStatus.State.EMPTY, null, 0, 0, 0, List.of()));
        }
    }
}
