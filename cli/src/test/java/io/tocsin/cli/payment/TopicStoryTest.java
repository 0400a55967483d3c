package io.tocsin.cli.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TopicStoryTest {
    private static final PendingPayment PAYMENT = PendingPayment.of(
            // Version 4: it tells no time, so all is read.
            PaymentId.of("9f3c2a54-5a0e-4d0b-9a51-3b7f5a1f7e11"),
            VehicleId.of("NY-1"),
            Money.of(1275, "EUR"),
            Card.ofToken("tok_visa_1"),
            null);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final TopicStory story = new TopicStory(() -> consumer, Duration.ofSeconds(1));

    TopicStoryTest() {
        for (Topic topic : List.of(Topics.PENDING_PAYMENTS, Topics.SETTLED_PAYMENTS, Topics.FAILED_PAYMENTS)) {
            consumer.updatePartitions(
                    topic.name(), List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
            holds(topic, 0);
        }
    }

    private void holds(Topic topic, long records) {
        var partition = new TopicPartition(topic.name(), 0);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, records));
    }

    private void comes(PendingPayment payment, long offset) {
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                Topics.PENDING_PAYMENTS.name(),
                0,
                offset,
                payment.vehicle().text().getBytes(UTF_8),
                Json.write(payment))));
    }

    @Test
    void shouldReadToTheEnd() {
        holds(Topics.PENDING_PAYMENTS, 2);
        comes(PAYMENT, 0);
        comes(PAYMENT.redriven(), 1);

        assertThat(story.of(PAYMENT.paymentId(), "NY-1"))
                .extracting(StoryLine::what)
                .containsExactly(
                        "asked for: 12.75 EUR from vehicle NY-1",
                        "sent again by a person: 12.75 EUR from vehicle NY-1");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldGiveUpWhenKafkaGoesAwayOnTheWay() {
        holds(Topics.PENDING_PAYMENTS, 2);
        comes(PAYMENT, 0);

        assertThatThrownBy(() -> story.of(PAYMENT.paymentId(), "NY-1"))
                .isInstanceOf(KafkaException.class)
                .hasMessage("nothing came for 1 s, and there is more");
        assertThat(consumer.closed()).isTrue();
    }
}
