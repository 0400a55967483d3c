package io.tocsin.cli.payment;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** What the topics hold of one payment, read from its vehicle's partitions only. */
final class TopicStory {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int VERSION_WITH_TIME = 7;
    /** The id was made by another machine, whose clock may be ahead. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(10);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration patience;

    TopicStory(String bootstrapServers) {
        this(() -> consumer(bootstrapServers), PATIENCE);
    }

    /**
     * @param consumers give one to read with; it is closed afterwards
     * @param patience how long nothing may come before reading is given up
     */
    TopicStory(Supplier<Consumer<byte[], byte[]>> consumers, Duration patience) {
        this.consumers = consumers;
        this.patience = patience;
    }

    /**
     * In the order of the topics; of each topic in the order of its records.
     *
     * @throws KafkaException when Kafka does not answer, or goes away on the way
     */
    List<StoryLine> of(PaymentId id, String vehicle) {
        byte[] key = vehicle.getBytes(StandardCharsets.UTF_8);
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            List<TopicPartition> partitions =
                    List.of(Topics.PENDING_PAYMENTS, Topics.SETTLED_PAYMENTS, Topics.FAILED_PAYMENTS).stream()
                            .map(topic -> partition(consumer, topic.name(), key))
                            .toList();
            consumer.assign(partitions);
            seekToBirth(consumer, partitions, id);
            return read(consumer, partitions, key, id);
        } finally {
            consumer.close(CloseOptions.timeout(patience));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** As every Kafka producer chooses it for a key. */
    private static TopicPartition partition(Consumer<byte[], byte[]> consumer, String topic, byte[] key) {
        int partitions = consumer.partitionsFor(topic).size();
        return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    private static void seekToBirth(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, PaymentId id) {
        consumer.seekToBeginning(partitions);
        UUID uuid = UUID.fromString(id.text());
        if (uuid.version() != VERSION_WITH_TIME) {
            return;
        }
        long birth = (uuid.getMostSignificantBits() >>> 16) - CLOCK_DIFFERENCE.toMillis();
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, birth)));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private List<StoryLine> read(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, byte[] key, PaymentId id) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var story = new ArrayList<StoryLine>();
        long lastCame = System.nanoTime();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            ConsumerRecords<byte[], byte[]> messages = consumer.poll(POLL);
            if (!messages.isEmpty()) {
                lastCame = System.nanoTime();
            } else if (System.nanoTime() - lastCame > patience.toNanos()) {
                throw new TimeoutException("nothing came for " + patience.toSeconds() + " s, and there is more");
            }
            for (ConsumerRecord<byte[], byte[]> message : messages) {
                if (Arrays.equals(key, message.key())) {
                    line(message, id).ifPresent(story::add);
                }
            }
        }
        return story;
    }

    private static Optional<StoryLine> line(ConsumerRecord<byte[], byte[]> message, PaymentId id) {
        try {
            return Topics.PENDING_PAYMENTS.name().equals(message.topic())
                    ? Optional.of(Json.read(message.value(), PendingPayment.class))
                            .filter(pending -> pending.paymentId().equals(id))
                            .map(pending -> at(message, inWords(pending)))
                    : Optional.of(Json.read(message.value(), PaymentOutcome.class))
                            .filter(outcome -> outcome.paymentId().equals(id))
                            .map(outcome -> at(message, inWords(outcome)));
        } catch (IllegalArgumentException notAPayment) {
            return Optional.empty();
        }
    }

    private static StoryLine at(ConsumerRecord<byte[], byte[]> message, String what) {
        return new StoryLine(
                Instant.ofEpochMilli(message.timestamp()),
                message.topic() + "[" + message.partition() + "] " + message.offset(),
                what);
    }

    private static String inWords(PendingPayment pending) {
        if (pending.retries() > 0) {
            return "retry " + pending.retries()
                    + (pending.notBefore() == null ? "" : ", not before " + pending.notBefore());
        }
        return (pending.redrives() > 0 ? "sent again by a person: " : "asked for: ") + pending.amount()
                + " from vehicle " + pending.vehicle();
    }

    private static String inWords(PaymentOutcome outcome) {
        return switch (outcome) {
            case SettledPayment settled ->
                "settled: " + settled.amount() + ", the bank's reference is " + settled.bankReference();
            case FailedPayment failed -> "failed: " + failed.reason() + " (" + failed.detail() + ")";
        };
    }
}
