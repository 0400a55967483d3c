package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import java.time.Duration;

/** One way in which the bank misbehaves, for a share of its requests. */
public sealed interface Fault {

    /** How many of the requests it strikes: 0 (none) to 1 (all). */
    double share();

    /** Which requests it strikes. */
    FaultTarget applyTo();

    /** Whether the bank does its work (charges, where it is a charge) in spite of the fault. */
    boolean charged();

    /** Does the work, then cuts the connection without an answer. */
    record ChargeThenDrop(double share, FaultTarget applyTo) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public ChargeThenDrop {
            requireShare(share);
        }

        @Override
        public boolean charged() {
            return true;
        }
    }

    /** Cuts the connection at once; nothing is charged. */
    record DropBeforeCharge(double share, FaultTarget applyTo) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public DropBeforeCharge {
            requireShare(share);
        }

        @Override
        public boolean charged() {
            return false;
        }
    }

    /** Answers 500. */
    record ServerError(double share, FaultTarget applyTo, boolean charged) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public ServerError {
            requireShare(share);
        }
    }

    /** Answers 429 with {@code Retry-After}, at once; nothing is charged. */
    record TooManyRequests(double share, FaultTarget applyTo, Duration retryAfter) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 or the time is out of range */
        public TooManyRequests {
            requireShare(share);
            requireRetryAfter(retryAfter);
        }

        @Override
        public boolean charged() {
            return false;
        }
    }

    /** Answers 503 with {@code Retry-After}, at once; nothing is charged. */
    record Unavailable(double share, FaultTarget applyTo, Duration retryAfter) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 or the time is out of range */
        public Unavailable {
            requireShare(share);
            requireRetryAfter(retryAfter);
        }

        @Override
        public boolean charged() {
            return false;
        }
    }

    /** Does the work, sends the right head and half of the body, then cuts the connection. */
    record HalfBody(double share, FaultTarget applyTo) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public HalfBody {
            requireShare(share);
        }

        @Override
        public boolean charged() {
            return true;
        }
    }

    /** Answers 200 with a web page, as a proxy in front of a bank does. */
    record HtmlWith200(double share, FaultTarget applyTo, boolean charged) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public HtmlWith200 {
            requireShare(share);
        }
    }

    /**
     * Says nothing for a time. When it charged, it charges after its usual latency and the right answer comes after the
     * time; when not, the connection is cut after the time.
     */
    record Hang(double share, FaultTarget applyTo, boolean charged, Duration time) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 or the time is out of range */
        public Hang {
            requireShare(share);
            if (time.toMillis() < 1 || time.compareTo(Latency.LONGEST) > 0) {
                throw new InvalidFieldException("millis", "must be 1 to " + Latency.LONGEST.toMillis());
            }
        }
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidFieldException("share", "must be 0 (no request) to 1 (every request)");
        }
    }

    private static void requireRetryAfter(Duration time) {
        if (time.isNegative() || time.compareTo(Latency.LONGEST) > 0) {
            throw new InvalidFieldException("retryAfterSeconds", "must be 0 to " + Latency.LONGEST.toSeconds());
        }
    }
}
