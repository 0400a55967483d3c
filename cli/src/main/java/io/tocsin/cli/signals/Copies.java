package io.tocsin.cli.signals;

import io.tocsin.model.fire.DetectorId;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Many detectors out of one recording: each says the same, a while later than the one before it.
 *
 * @param recording what each says
 * @param every between two readings
 * @param first the first detector; the others have the numbers after it
 * @param copies how many detectors
 * @param shift how much later each begins
 */
record Copies(Recording recording, Duration every, DetectorId first, int copies, Duration shift) {

    /** One detector and how far it is. */
    private static final class Copy {
        private final int number;
        private int reading;
        private long dueNanos;

        Copy(int number, long dueNanos) {
            this.number = number;
            this.dueNanos = dueNanos;
        }
    }

    /** Takes signals in the order of their times. */
    interface Taker {
        /**
         * Takes one.
         *
         * @param dueNanos when it was said, counted from the beginning
         * @param reading its number in the recording, from 0
         */
        void take(long dueNanos, DetectorId detector, int reading);
    }

    /** How many signals there are in all. */
    long size() {
        return (long) copies * recording.size();
    }

    /** Hands on every signal of every detector; of those at one moment the first detector's come first. */
    void forEach(Taker taker) {
        var queue = new PriorityQueue<Copy>(
                Comparator.comparingLong((Copy copy) -> copy.dueNanos).thenComparingInt(copy -> copy.number));
        for (int number = 0; number < copies; number++) {
            queue.add(new Copy(number, shift.multipliedBy(number).toNanos()));
        }
        for (Copy next = queue.poll(); next != null; next = queue.poll()) {
            taker.take(next.dueNanos, new DetectorId(first.number() + next.number), next.reading);
            next.reading++;
            next.dueNanos += every.toNanos();
            if (next.reading < recording.size()) {
                queue.add(next);
            }
        }
    }
}
