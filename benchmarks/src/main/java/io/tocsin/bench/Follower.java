package io.tocsin.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from now on, from a thread of its own, until it is closed. */
final class Follower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final String topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> seen;
    private final CountDownLatch following = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ending;
    private volatile long count;
    private volatile @Nullable RuntimeException failure;

    /**
     * Starts it, and returns when it misses nothing any more.
     *
     * @param seen is given each record, on the thread that reads
     */
    Follower(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> seen) {
        this.topic = topic;
        this.seen = seen;
        this.thread = Thread.ofPlatform().name("follow-" + topic).daemon().start(() -> run(bootstrapServers));
        awaitStart();
    }

    private void awaitStart() {
        try {
            if (!following.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the topic " + topic + " cannot be read", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the topic " + topic + " was read", e);
        }
    }

    private void run(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            following.countDown();
            long seenSoFar = 0;
            while (!ending) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    seen.accept(record);
                    count = ++seenSoFar;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** How many records were read so far. */
    long count() {
        return count;
    }

    /** How much processor time reading has used. */
    Duration processorTime() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
    }

    /**
     * Ends it.
     *
     * @throws IllegalStateException when reading has failed meanwhile
     */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + topic + " was ending", e);
        }
        if (failure != null) {
            throw new IllegalStateException("reading " + topic + " has failed", failure);
        }
    }
}
