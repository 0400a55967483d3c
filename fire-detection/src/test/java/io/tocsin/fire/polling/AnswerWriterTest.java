package io.tocsin.fire.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passive detectors answer reaches Kafka, also when it is away at that moment. */
class AnswerWriterTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Kafka: takes, or refuses, when it is told to. */
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnswerWriter writer = new AnswerWriter(kafka, Duration.ofMillis(20), meters);

    @AfterEach
    void close() {
        writer.close();
    }

    private void answers(int detector, DetectorSignal signal) {
        writer.take(new DetectorId(detector), signal);
    }

    private void awaitTried(int times) {
        await().atMost(SOON).until(() -> kafka.history().size() >= times);
    }

    private void kafkaRefuses() {
        assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    }

    private void kafkaTakes() {
        assertThat(kafka.completeNext()).isTrue();
    }

    private List<String> tried() {
        return kafka.history().stream()
                .map(it -> new String(it.key(), UTF_8) + ":" + new String(it.value(), UTF_8))
                .toList();
    }

    private double unwritten() {
        return meters.get("tocsin.fire.polls.unwritten").gauge().value();
    }

    @Test
    void shouldWriteEachAnswer() {
        answers(17, DetectorSignal.QUIET);
        awaitTried(1);
        answers(17, DetectorSignal.FIRE);
        answers(18, DetectorSignal.QUIET);
        awaitTried(3);

        assertThat(tried()).containsExactly("17:0", "17:1", "18:0");
        assertThat(unwritten()).isZero();
    }

    @Test
    void shouldTryAgainUntilKafkaTakesItThoughTheDetectorSaysNoMore() {
        answers(17, DetectorSignal.FIRE);
        awaitTried(1);
        kafkaRefuses();
        awaitTried(2);
        kafkaRefuses();
        awaitTried(3);
        kafkaTakes();

        assertThat(tried()).containsOnly("17:1");
        assertThat(unwritten()).isZero();
    }

    @Test
    void shouldNotLetALaterZeroTakeThePlaceOfAOneThatIsNotWrittenYet() {
        answers(17, DetectorSignal.FIRE);
        awaitTried(1);
        answers(17, DetectorSignal.QUIET);
        awaitTried(2);
        kafkaRefuses();
        answers(17, DetectorSignal.QUIET);
        awaitTried(3);

        assertThat(tried().subList(0, 3)).containsExactly("17:1", "17:0", "17:1");
    }

    @Test
    void shouldKeepOneAnswerOfEachDetectorAndTheLatest() {
        kafka.sendException = new TimeoutException("away");
        for (int i = 0; i < 1_000; i++) {
            answers(17, new DetectorSignal(0, null, i % 100));
            answers(18, i == 500 ? DetectorSignal.FIRE : DetectorSignal.QUIET);
        }
        await().atMost(SOON).until(() -> unwritten() == 2);
        kafka.sendException = null;

        awaitTried(2);
        assertThat(tried()).containsExactlyInAnyOrder("17:{\"signal\":0,\"battery\":99}", "18:1");
    }
}
