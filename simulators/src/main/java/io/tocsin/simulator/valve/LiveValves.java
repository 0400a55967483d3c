package io.tocsin.simulator.valve;

import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.fire.ValveReport;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.kafka.KafkaClients;
import io.tocsin.simulator.kafka.KafkaLine;
import io.tocsin.simulator.kafka.LatestRecords;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The valves of all floors: they read {@code valve-commands} and write {@code valve-reports}.
 *
 * <p>After a start they stand where they last reported. They hear the commands that come from then on: one that they did
 * not hear, or whose report was lost, comes again.
 */
public final class LiveValves implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Clock clock;
    private final Valves valves;
    private final JsonForm<ValveCommand> commandForm = Json.form(ValveCommand.class);
    private final KafkaLine kafka = new KafkaLine("the valves", "the valves do not listen yet");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongAdder commands = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder reports = new LongAdder();
    private final Thread thread;

    private LiveValves(KafkaClients clients, ValveTimes times, Clock clock) {
        this.clients = clients;
        this.clock = clock;
        this.valves = new Valves(times);
        this.thread = Thread.ofPlatform().name("valves").daemon().unstarted(this::run);
    }

    /**
     * Valves that do not listen yet.
     *
     * @param kafka where Kafka is and how to sign in, by Kafka's names ({@code bootstrap.servers}, …)
     * @param clock says when a movement ends
     */
    public static LiveValves on(Map<String, Object> kafka, ValveTimes times, Clock clock) {
        return new LiveValves(new KafkaClients(kafka, "valves"), times, clock);
    }

    /** Lets them listen. */
    public void start() {
        thread.start();
    }

    /** Why they do not listen; null when they do. */
    public @Nullable String trouble() {
        return kafka.trouble();
    }

    /** Commands heard since the start. */
    public long commands() {
        return commands.sum();
    }

    /** Records of {@code valve-commands} since the start that are no commands. */
    public long unreadable() {
        return unreadable.sum();
    }

    /** Reports that Kafka has taken since the start. */
    public long reports() {
        return reports.sum();
    }

    /** Every valve that was spoken of, by floor. */
    public List<ValveView> all() {
        return with(Valves::views);
    }

    /** One valve. */
    public ValveView of(FloorId floor) {
        return with(all -> all.view(floor));
    }

    /** Lets a valve behave otherwise. */
    public ValveView behave(FloorId floor, Behaviour behaviour) {
        return with(all -> {
            all.behave(floor, behaviour);
            return all.view(floor);
        });
    }

    /** They stop where they are; reports under way have two seconds to arrive. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(FAREWELL.plus(PAUSE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T with(Function<Valves, T> use) {
        synchronized (valves) {
            return use.apply(valves);
        }
    }

    private void run() {
        boolean restored = false;
        while (!isClosed()) {
            Producer<byte[], byte[]> producer = null;
            try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
                producer = clients.producer();
                if (!restored) {
                    restore(consumer);
                    restored = true;
                }
                work(consumer, producer);
            } catch (KafkaException e) {
                if (!isClosed()) {
                    kafka.lost("Kafka does not serve the valves: " + e.getMessage());
                }
                pause();
            } finally {
                if (producer != null) {
                    producer.close(FAREWELL);
                }
            }
        }
    }

    private void restore(Consumer<byte[], byte[]> consumer) {
        LatestRecords.of(Topics.VALVE_REPORTS, consumer).forEach((key, value) -> {
            FloorId floor = floor(key.getBytes(StandardCharsets.UTF_8));
            ValvePosition position = reported(value);
            if (floor != null && position != null) {
                synchronized (valves) {
                    valves.restore(floor, position);
                }
            }
        });
    }

    private void work(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        consumer.seekToEnd(LatestRecords.assign(Topics.VALVE_COMMANDS, consumer));
        // Finds out where the end is: from here on nothing is missed.
        consumer.assignment().forEach(consumer::position);
        kafka.works();
        while (!isClosed()) {
            for (ConsumerRecord<byte[], byte[]> heard : consumer.poll(untilNextReport())) {
                hear(heard);
            }
            report(producer);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> heard) {
        FloorId floor = floor(heard.key());
        ValvePosition to = commanded(heard.value());
        if (floor == null || to == null) {
            unreadable.increment();
            return;
        }
        commands.increment();
        synchronized (valves) {
            valves.command(floor, to, clock.instant());
        }
    }

    private void report(Producer<byte[], byte[]> producer) {
        Instant now = clock.instant();
        synchronized (valves) {
            valves.advance(now, (floor, position) -> {
                var report = new ProducerRecord<>(
                        Topics.VALVE_REPORTS.name(), floor.toKey(), Json.write(new ValveReport(position, now)));
                // A report that is lost comes again with the next command.
                var unused = producer.send(report, (metadata, failure) -> taken(failure));
            });
        }
    }

    private void taken(@Nullable Exception failure) {
        if (failure == null) {
            reports.increment();
            kafka.works();
        } else if (!isClosed()) {
            kafka.lost("Kafka does not take the valves' reports: " + failure.getMessage());
        }
    }

    private Duration untilNextReport() {
        Instant now = clock.instant();
        Optional<Instant> due = with(Valves::nextDue);
        Duration wait = due.map(at -> Duration.between(now, at)).orElse(LONGEST_POLL);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : wait;
    }

    private @Nullable ValvePosition commanded(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return switch (commandForm.read(value)) {
                case ValveCommand.Open open -> ValvePosition.OPEN;
                case ValveCommand.Close close -> ValvePosition.CLOSED;
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable ValvePosition reported(byte[] value) {
        try {
            return ValveReport.read(value).position();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable FloorId floor(byte @Nullable [] key) {
        try {
            return key == null ? null : new FloorId(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            var unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
