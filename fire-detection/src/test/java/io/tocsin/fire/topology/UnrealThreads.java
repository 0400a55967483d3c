package io.tocsin.fire.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A stream that is never started: that its two threads are stopped and others added is only noted. */
public final class UnrealThreads extends KafkaStreams {
    private final Deque<String> names = new ConcurrentLinkedDeque<>(List.of("old 1", "old 2"));
    private volatile boolean running = true;
    private volatile boolean slow;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger added = new AtomicInteger();

    /** @param stateDirectory where Kafka Streams may keep its lock */
    public UnrealThreads(Path stateDirectory) {
        super(topology(), config(stateDirectory));
    }

    private static Topology topology() {
        return new Topology().addSource("read", "detector-signals");
    }

    private static Properties config(Path stateDirectory) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "unreal");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "2");
        return config;
    }

    /** The names of those that have not been told to stop, the oldest first. */
    public List<String> threads() {
        return new ArrayList<>(names);
    }

    /** Whether threads can be added and stopped. */
    public void setRunning(boolean running) {
        this.running = running;
    }

    /** From now on those that are told to stop do not do so in time. */
    public void beSlow() {
        slow = true;
    }

    /** The next so many threads cannot be made. */
    public void failNext(int failures) {
        this.failures.set(failures);
    }

    @Override
    public State state() {
        return running ? State.RUNNING : State.CREATED;
    }

    @Override
    public Optional<String> addStreamThread() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new KafkaException("a thread that cannot be made, as the test wants it");
        }
        String name = "new " + added.incrementAndGet();
        names.addLast(name);
        return Optional.of(name);
    }

    @Override
    public Optional<String> removeStreamThread(Duration timeout) {
        String oldest = names.removeFirst();
        if (slow) {
            throw new TimeoutException(oldest + " is slow, as the test wants it");
        }
        return Optional.of(oldest);
    }
}
