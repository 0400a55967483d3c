package io.tocsin.simulator.lanes;

import com.fasterxml.uuid.Generators;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.kafka.KafkaLine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends payments to {@code pending-payments} at a steady rate.
 *
 * <p>No payment is dropped: one that Kafka did not take is sent again under the same id, which may make it arrive twice,
 * as happens on a real road. While Kafka is away nothing new is made, one line of log says so, and once every few
 * seconds it is tried again.
 */
public final class TollLanes implements AutoCloseable {
    /** The highest rate that can be asked for, in payments a second. */
    public static final double FASTEST = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int LARGEST_BURST = 1_000;
    private static final int MOST_WAITING = 20_000;

    private final Supplier<Producer<String, PendingPayment>> producers;
    private final Traffic traffic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<PendingPayment> again = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unacknowledged = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final KafkaLine kafka = new KafkaLine("the toll lanes", "Kafka has not taken the first payment yet");
    private final Thread thread;
    private volatile double rate;
    private volatile boolean closed;
    private volatile long lastProgressNanos = System.nanoTime();
    private volatile boolean producerBroken;
    private @Nullable Producer<String, PendingPayment> producer;

    TollLanes(Supplier<Producer<String, PendingPayment>> producers, Traffic traffic, double rate) {
        this.producers = producers;
        this.traffic = traffic;
        this.rate = inRange(rate);
        this.thread = Thread.ofPlatform().name("toll-lanes").daemon().unstarted(this::run);
    }

    /**
     * Toll lanes that are not open yet.
     *
     * @param kafka where Kafka is and how to sign in, by Kafka's names ({@code bootstrap.servers}, …)
     * @param rate payments a second; 0 for none
     * @param clock dates the passages
     */
    public static TollLanes on(Map<String, Object> kafka, double rate, Clock clock) {
        var traffic = new Traffic(Generators.timeBasedEpochGenerator(), clock, new SplittableRandom());
        return new TollLanes(new LanesProducers(kafka), traffic, rate);
    }

    /** Opens the lanes. */
    public void start() {
        thread.start();
    }

    /**
     * Changes how many payments a second are sent.
     *
     * @param newRate 0 for none
     * @throws InvalidFieldException when it is not 0 to {@link #FASTEST}
     */
    public void setRate(double newRate) {
        lock.lock();
        try {
            rate = inRange(newRate);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What they do at this moment. */
    public LanesStatus status() {
        String reason = rate == 0 ? null : kafka.trouble();
        LanesStatus.State state = rate == 0
                ? LanesStatus.State.PAUSED
                : reason == null ? LanesStatus.State.SENDING : LanesStatus.State.WAITING_FOR_KAFKA;
        return new LanesStatus(rate, state, reason, sent.sum(), failed.sum(), unacknowledged.get() + again.size());
    }

    /** Closes the lanes; payments under way have two seconds to arrive. */
    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(FAREWELL.plus(PAUSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Pace pace = null;
        double paceRate = 0;
        while (!closed) {
            double wanted = rate;
            if (wanted == 0) {
                pace = null;
                sleep(Long.MAX_VALUE, 0);
                continue;
            }
            if (pace == null || paceRate != wanted) {
                pace = new Pace(wanted, System.nanoTime());
                paceRate = wanted;
            }
            boolean taken = sendDue(pace);
            long rest = taken ? pace.nanosToNext(System.nanoTime()) : PAUSE.toNanos();
            // Not longer than a pause: what was refused meanwhile is sent again then.
            sleep(Math.min(rest, PAUSE.toNanos()), wanted);
            if (!taken) {
                pace = null;
            }
        }
        closeProducer(FAREWELL);
    }

    /** Whether Kafka takes payments, as far as can be seen. */
    private boolean sendDue(Pace pace) {
        if (producerBroken) {
            closeProducer(Duration.ZERO);
            producerBroken = false;
        }
        if (stuck()) {
            return false;
        }
        long refusedBefore = failed.sum();
        for (PendingPayment payment = again.poll(); payment != null; payment = again.poll()) {
            send(payment);
            if (failed.sum() != refusedBefore) {
                return false;
            }
        }
        for (int due = pace.take(System.nanoTime(), LARGEST_BURST); due > 0; due--) {
            send(traffic.next());
            if (failed.sum() != refusedBefore) {
                return false;
            }
        }
        return true;
    }

    private boolean stuck() {
        int waiting = unacknowledged.get();
        boolean silent = waiting > 0 && System.nanoTime() - lastProgressNanos > PATIENCE.toNanos();
        if (silent) {
            kafka.lost("Kafka has acknowledged nothing for " + PATIENCE.toSeconds() + " s");
        }
        return silent || waiting >= MOST_WAITING;
    }

    private void send(PendingPayment payment) {
        if (unacknowledged.getAndIncrement() == 0) {
            lastProgressNanos = System.nanoTime();
        }
        var payments = new ProducerRecord<>(
                Topics.PENDING_PAYMENTS.name(), payment.vehicle().text(), payment);
        try {
            // The callback tells the same as the future, and without waiting for it.
            var unused = producer().send(payments, (metadata, failure) -> acknowledged(payment, failure));
        } catch (KafkaException e) {
            acknowledged(payment, e);
        }
    }

    private void acknowledged(PendingPayment payment, @Nullable Exception failure) {
        unacknowledged.decrementAndGet();
        if (failure == null) {
            lastProgressNanos = System.nanoTime();
            sent.increment();
            kafka.works();
            return;
        }
        failed.increment();
        again.add(payment);
        // A time-out is Kafka's absence; after anything else an idempotent producer may refuse to go on.
        producerBroken |= !(failure instanceof TimeoutException);
        if (!closed) {
            kafka.lost("Kafka does not take payments: " + failure.getMessage());
        }
    }

    private Producer<String, PendingPayment> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private void closeProducer(Duration patience) {
        if (producer != null) {
            // The flag of the interruption that ended the lanes would end the farewell too.
            boolean interrupted = Thread.interrupted();
            producer.close(patience);
            producer = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sleeps until the time is over, the lanes are closed, or the rate is no longer {@code unlessRateIsNot}. */
    private void sleep(long nanos, double unlessRateIsNot) {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && rate == unlessRateIsNot && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private static double inRange(double rate) {
        if (!(rate >= 0 && rate <= FASTEST)) {
            throw new InvalidFieldException("rate", "must be 0 (none) to " + (long) FASTEST + " payments a second");
        }
        return rate;
    }
}
