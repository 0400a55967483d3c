package io.tocsin.toll.topology;

import io.tocsin.calls.Books;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.testsupport.SteppedClock;
import io.tocsin.toll.payment.ChargeAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology of toll payments on {@code TopologyTestDriver}, with a bank that answers at once. */
final class TollOnTestDriver implements AutoCloseable {
    private final SteppedClock clock = new SteppedClock();
    private final ScriptedBank bank = new ScriptedBank();
    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls =
            OutboundCalls.<PendingPayment, ChargeAnswer.Approved>named("bank", new PaymentForm(), new PaymentOutcomes())
                    .retries(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ofMinutes(1)))
                    .clock(clock)
                    .threads(Runnable::run)
                    .commitSignal(CommitSignal.afterEachStep())
                    .calling(new BankCalls(bank, Duration.ofDays(7)));
    private final Topology topology = new TollTopology(bankCalls).build();
    private final TopologyTestDriver driver = new TopologyTestDriver(topology, config(), clock.instant());
    private final TestInputTopic<byte[], byte[]> pending = driver.createInputTopic(
            Topics.PENDING_PAYMENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());

    private static Properties config() {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "toll-payments-" + UUID.randomUUID());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return config;
    }

    ScriptedBank bank() {
        return bank;
    }

    Topology topology() {
        return topology;
    }

    Books books() {
        return bankCalls.books();
    }

    /** Sends a record and lets it come to its end. */
    void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        pending.pipeInput(new TestRecord<byte[], byte[]>(key, value, headers, clock.instant()));
        pass(Duration.ofMillis(10));
    }

    /** Time for a call to start, to end, and to be taken in. */
    void pass(Duration time) {
        for (int i = 0; i < 4; i++) {
            clock.advance(time);
            driver.advanceWallClockTime(time);
        }
    }

    /** What was written to a topic since it was last asked for. */
    List<TestRecord<byte[], byte[]>> in(Topic topic) {
        return in(topic.name());
    }

    private List<TestRecord<byte[], byte[]>> in(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** The same of every topic, with those that the stores are restored from. */
    List<TestRecord<byte[], byte[]>> everythingWritten() {
        return driver.producedTopicNames().stream()
                .flatMap(topic -> in(topic).stream())
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
