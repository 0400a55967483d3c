package io.tocsin.fire.floor;

import java.time.Duration;
import java.time.Instant;

/** What a pre-alarm waits for. */
public sealed interface Waiting {

    /** The same, by a clock that has been set back. */
    Waiting earlier(Duration by);

    /**
     * Co-incidence type A (EN 54-2, 7.12): another detector, or the same one after a while.
     *
     * @param sameDetectorFrom from when on a signal of the same detector confirms its first
     * @param heardUntil a signal that was heard later confirms nothing
     * @param until when the first signal is cancelled
     */
    record Confirmation(Instant sameDetectorFrom, Instant heardUntil, Instant until) implements Waiting {
        /** What is said of signals stays: theirs is Kafka's clock. */
        @Override
        public Confirmation earlier(Duration by) {
            return new Confirmation(sameDetectorFrom, heardUntil, until.minus(by));
        }
    }

    /** Co-incidence type B (EN 54-2, 7.12): another detector, without limit of time. */
    record AnotherDetector() implements Waiting {
        @Override
        public AnotherDetector earlier(Duration by) {
            return this;
        }
    }

    /**
     * Positive alarm sequence (NFPA 72, chapter 23): a person who acknowledges.
     *
     * @param until when it is an alarm
     * @param investigateWithinSeconds how much time the acknowledgement gives
     */
    record Acknowledgement(Instant until, int investigateWithinSeconds) implements Waiting {
        @Override
        public Acknowledgement earlier(Duration by) {
            return new Acknowledgement(until.minus(by), investigateWithinSeconds);
        }
    }

    /**
     * Positive alarm sequence: a person who looks and resets.
     *
     * @param until when it is an alarm
     */
    record Investigation(Instant until) implements Waiting {
        @Override
        public Investigation earlier(Duration by) {
            return new Investigation(until.minus(by));
        }
    }
}
