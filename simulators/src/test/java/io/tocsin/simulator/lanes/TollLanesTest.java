package io.tocsin.simulator.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonSerde;
import io.tocsin.model.payment.PendingPayment;
import java.time.Clock;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TollLanesTest {
    private final AtomicInteger producersMade = new AtomicInteger();

    private static Traffic traffic() {
        return new Traffic(Generators.timeBasedEpochGenerator(), Clock.systemUTC(), new SplittableRandom(1));
    }

    private static MockProducer<String, PendingPayment> kafka(boolean acknowledges) {
        return new MockProducer<>(
                acknowledges,
                null,
                new StringSerializer(),
                JsonSerde.of(PendingPayment.class).serializer());
    }

    private TollLanes lanes(Producer<String, PendingPayment> kafka, double rate) {
        return new TollLanes(
                () -> {
                    producersMade.incrementAndGet();
                    return kafka;
                },
                traffic(),
                rate);
    }

    @Test
    void shouldSendPaymentsOfTheDocumentedShape() {
        var kafka = kafka(true);
        try (var lanes = lanes(kafka, 10_000)) {
            lanes.start();
            await().until(() -> lanes.status().sent() >= 1_000);
        }

        var ids = new HashSet<String>();
        var vehicles = new HashSet<String>();
        long declined = 0;
        for (var sent : kafka.history()) {
            PendingPayment payment = sent.value();
            assertThat(sent.topic()).isEqualTo("pending-payments");
            assertThat(sent.key()).isEqualTo(payment.vehicle().text());
            assertThat(Json.read(Json.write(payment), PendingPayment.class)).isEqualTo(payment);
            assertThat(UUID.fromString(payment.paymentId().text()).version()).isEqualTo(7);
            assertThat(payment.passedAt()).isNotNull();
            ids.add(payment.paymentId().text());
            vehicles.add(sent.key());
            declined += payment.card().token().startsWith("tok_declined_") ? 1 : 0;
        }
        assertThat(ids).hasSameSizeAs(kafka.history());
        assertThat(vehicles).hasSizeLessThan(kafka.history().size());
        assertThat(declined).isBetween(1L, kafka.history().size() / 10L);
    }

    @Test
    void shouldSendNothingAndMakeNoProducerWhileTheRateIsZero() {
        var kafka = kafka(true);
        try (var lanes = lanes(kafka, 0)) {
            lanes.start();
            assertThat(lanes.status().state()).isEqualTo(LanesStatus.State.PAUSED);
            assertThat(producersMade).hasValue(0);

            lanes.setRate(1_000);

            await().until(() -> lanes.status().sent() > 10);
            assertThat(lanes.status().state()).isEqualTo(LanesStatus.State.SENDING);
        }
    }

    @Test
    void shouldSendARefusedPaymentAgainUnderItsIdThroughANewProducer() {
        var first = kafka(false);
        var second = kafka(false);
        Supplier<Producer<String, PendingPayment>> producers =
                () -> producersMade.incrementAndGet() == 1 ? first : second;
        try (var lanes = new TollLanes(producers, traffic(), 0.001)) {
            lanes.start();
            await().until(() -> first.history().size() == 1);
            assertThat(lanes.status().state()).isEqualTo(LanesStatus.State.WAITING_FOR_KAFKA);

            first.errorNext(new OutOfOrderSequenceException("the broker has forgotten this producer"));
            assertThat(lanes.status().reason()).contains("forgotten");
            assertThat(lanes.status().waiting()).isEqualTo(1);

            await().until(() -> second.history().size() >= 1);
            second.completeNext();
            assertThat(second.history().getFirst().value())
                    .isEqualTo(first.history().getFirst().value());
            assertThat(first.closed()).isTrue();
            assertThat(lanes.status().sent()).isEqualTo(1);
            assertThat(lanes.status().failed()).isEqualTo(1);
            assertThat(lanes.status().state()).isEqualTo(LanesStatus.State.SENDING);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, 100_001, Double.POSITIVE_INFINITY})
    void shouldRefuseARateThatNoRoadHas(double rate) {
        try (var lanes = lanes(kafka(true), 0)) {
            assertThatThrownBy(() -> lanes.setRate(rate)).isInstanceOf(InvalidFieldException.class);
        }
    }
}
