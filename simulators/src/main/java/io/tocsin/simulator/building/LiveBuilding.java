package io.tocsin.simulator.building;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.kafka.KafkaClients;
import io.tocsin.simulator.kafka.KafkaLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A building that registers itself and whose active detectors write to {@code detector-signals}, all from one thread.
 *
 * <p>Detectors go on while Kafka is away: what they say then arrives afterwards as far as the producer holds it, and is
 * lost otherwise, for a detector does not say again what it said.
 */
public final class LiveBuilding implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 100_000;
    /** Signals that are due within it are sent together: with 100,000 detectors there is one due at any moment. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<Producer<byte[], byte[]>> registration;
    private final BuildingPlan plan;
    private final Clock clock;
    private final Building building;
    private final KafkaLine kafka = new KafkaLine("the detectors", "Kafka has not taken the first signal yet");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger unacknowledged = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Thread thread;
    private volatile long lastProgressNanos = System.nanoTime();
    private volatile boolean producerBroken;

    /** @param registration is called once, before the first signal; again after a {@link KafkaException} */
    LiveBuilding(
            Supplier<Producer<byte[], byte[]>> producers,
            Consumer<Producer<byte[], byte[]>> registration,
            BuildingPlan plan,
            Clock clock) {
        this.producers = producers;
        this.registration = registration;
        this.plan = plan;
        this.clock = clock;
        this.building = new Building(plan, clock.instant());
        this.thread = Thread.ofPlatform().name("building").daemon().unstarted(this::run);
    }

    /**
     * A building whose detectors do not speak yet.
     *
     * @param kafka where Kafka is and how to sign in, by Kafka's names ({@code bootstrap.servers}, …)
     * @param clock says when they speak
     */
    public static LiveBuilding on(Map<String, Object> kafka, BuildingPlan plan, Clock clock) {
        var clients = new KafkaClients(kafka, "detectors");
        return new LiveBuilding(clients::producer, new BuildingRegistry(clients, plan)::register, plan, clock);
    }

    /** Registers the building, and lets its detectors speak. */
    public void start() {
        if (plan.detectors() > 0) {
            thread.start();
        }
    }

    /** What it does at this moment. */
    public BuildingStatus status() {
        List<FloorView> floors = now((inside, now) -> inside.floors(now));
        return new BuildingStatus(state(), trouble(), plan.detectors(), sent.sum(), lost.sum(), floors);
    }

    /** Whether its signals arrive. */
    public BuildingStatus.State state() {
        if (plan.detectors() == 0) {
            return BuildingStatus.State.EMPTY;
        }
        return trouble() == null ? BuildingStatus.State.SENDING : BuildingStatus.State.WAITING_FOR_KAFKA;
    }

    /** Why its signals do not arrive; null when they do, or there are none. */
    public @Nullable String trouble() {
        return plan.detectors() == 0 ? null : kafka.trouble();
    }

    /** Signals that Kafka has taken since the start. */
    public long sent() {
        return sent.sum();
    }

    /**
     * One detector.
     *
     * @throws InvalidFieldException when it is not in the building
     */
    public DetectorView detector(DetectorId detector) {
        return now((inside, now) -> inside.view(detector, now));
    }

    /** The detectors with which something is wrong. */
    public List<DetectorView> failing() {
        return now(Building::failing);
    }

    /**
     * Asks a detector for its reading.
     *
     * @throws InvalidFieldException when it is not in the building
     */
    public Answer ask(DetectorId detector) {
        return now((inside, now) -> new Answer(inside.ask(detector, now), inside.answerTime(detector)));
    }

    /**
     * What a detector answers.
     *
     * @param reading what it says; empty when it does not answer
     * @param after how long it takes
     */
    public record Answer(Optional<DetectorSignal> reading, Duration after) {}

    /**
     * Starts a fire, in place of another one on that floor. At a manual call point it means that somebody presses it.
     *
     * @param spread how long it takes to reach the next detector
     * @throws InvalidFieldException when the detector is not in the building, or the spread out of range
     */
    public void startFire(DetectorId origin, Duration spread) {
        change((inside, now) -> inside.startFire(origin, spread, now));
    }

    /** Puts a fire out. Whether there was one. */
    public boolean putOut(FloorId floor) {
        return now((inside, now) -> inside.putOut(floor));
    }

    /** Breaks a detector until it is mended. */
    public void fail(DetectorId detector, Failure failure) {
        change((inside, now) -> inside.fail(detector, failure));
    }

    /** Mends a detector. */
    public void mend(DetectorId detector) {
        change((inside, now) -> inside.mend(detector));
    }

    /** Lets detectors fail by chance from now on, in place of what was asked for before. */
    public void failAtRandom(RandomFailures failures) {
        if (plan.detectors() > 0) {
            change((inside, now) -> inside.failAtRandom(failures, now));
        }
    }

    /** What is asked for of chance. */
    public RandomFailures randomFailures() {
        return now((inside, now) -> inside.randomFailures());
    }

    /** Mends every detector, and lets none fail by chance any more. */
    public void mendAll() {
        change(Building::mendAll);
    }

    /** Its detectors fall silent; what they said has two seconds to arrive. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(FAREWELL.plus(PAUSE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Look<T> {
        T at(Building building, Instant now);
    }

    private interface Change {
        void to(Building building, Instant now);
    }

    private <T> T now(Look<T> look) {
        synchronized (building) {
            return look.at(building, clock.instant());
        }
    }

    private void change(Change change) {
        synchronized (building) {
            change.to(building, clock.instant());
        }
    }

    private void run() {
        boolean registered = false;
        while (!isClosed()) {
            Producer<byte[], byte[]> producer = null;
            try {
                producer = producers.get();
                if (!registered) {
                    registration.accept(producer);
                    registered = true;
                }
                producerBroken = false;
                sendWith(producer);
            } catch (KafkaException e) {
                inTrouble(e);
                sleep(PAUSE);
            } finally {
                if (producer != null) {
                    producer.close(FAREWELL);
                }
            }
        }
    }

    private void sendWith(Producer<byte[], byte[]> producer) {
        Queue<ProducerRecord<byte[], byte[]>> due = new ArrayDeque<>();
        while (!isClosed() && !producerBroken) {
            change((inside, now) -> inside.advance(
                    now,
                    (detector, signal) -> due.add(
                            new ProducerRecord<>(Topics.DETECTOR_SIGNALS.name(), detector.toKey(), signal.write()))));
            boolean taken = knowsTheTopic(producer) ? sendAll(due, producer) : keepSome(due);
            if (unacknowledged.get() > 0 && System.nanoTime() - lastProgressNanos > PATIENCE.toNanos()) {
                kafka.lost("Kafka has acknowledged nothing for " + PATIENCE.toSeconds() + " s");
            }
            sleep(taken ? untilNextSignal() : PAUSE);
        }
        lost.add(due.size());
    }

    /** While a broker starts it may not know its topics yet; a producer that does not know them holds nothing. */
    private boolean knowsTheTopic(Producer<byte[], byte[]> producer) {
        try {
            producer.partitionsFor(Topics.DETECTOR_SIGNALS.name());
            return true;
        } catch (TimeoutException e) {
            inTrouble(e);
            return false;
        }
    }

    /** Nothing can be sent: the oldest are lost when there are too many. */
    private boolean keepSome(Queue<ProducerRecord<byte[], byte[]>> due) {
        while (due.size() > MOST_WAITING) {
            due.remove();
            lost.increment();
        }
        return false;
    }

    /** Whether the producer has room for them all. The one that it has no room for is lost; those after it wait. */
    private boolean sendAll(Queue<ProducerRecord<byte[], byte[]>> due, Producer<byte[], byte[]> producer) {
        long lostBefore = lost.sum();
        for (ProducerRecord<byte[], byte[]> signal = due.poll(); signal != null; signal = due.poll()) {
            if (unacknowledged.getAndIncrement() == 0) {
                lastProgressNanos = System.nanoTime();
            }
            // The callback tells the same as the future, and without waiting for it.
            var unused = producer.send(signal, (metadata, failure) -> acknowledged(failure));
            if (lost.sum() != lostBefore) {
                return keepSome(due);
            }
        }
        return true;
    }

    private void acknowledged(@Nullable Exception failure) {
        unacknowledged.decrementAndGet();
        if (failure == null) {
            lastProgressNanos = System.nanoTime();
            sent.increment();
            kafka.works();
            return;
        }
        lost.increment();
        // A time-out is Kafka's absence; after anything else an idempotent producer may refuse to go on.
        producerBroken |= !(failure instanceof TimeoutException);
        inTrouble(failure);
    }

    private void inTrouble(Exception failure) {
        if (!isClosed()) {
            kafka.lost("Kafka does not take signals: " + failure.getMessage());
        }
    }

    private Duration untilNextSignal() {
        return now((inside, now) -> {
            Duration wait = Duration.between(now, inside.nextSignal().orElse(now.plus(PAUSE)));
            return wait.compareTo(TICK) < 0 ? TICK : wait;
        });
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Returns at the end, or as soon as the building is closed. */
    private void sleep(Duration duration) {
        try {
            var unused = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
