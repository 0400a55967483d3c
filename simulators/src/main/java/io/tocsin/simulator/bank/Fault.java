package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.Chance;
import java.time.Duration;

/** One way in which the bank misbehaves, for a share of its requests. */
public sealed interface Fault extends Chance {

    /** Which requests it strikes. */
    FaultTarget applyTo();

    /** Whether the bank does its work (charges, where it is a charge) in spite of the fault. */
    boolean charged();

    /** Does the work, then cuts the connection without an answer. */
    record ChargeThenDrop(double share, FaultTarget applyTo) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public ChargeThenDrop {
            Chance.requireShare(share);
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
            Chance.requireShare(share);
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
            Chance.requireShare(share);
        }
    }

    /** Answers 429 with {@code Retry-After}, at once; nothing is charged. */
    record TooManyRequests(double share, FaultTarget applyTo, Duration retryAfter) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 or the time is out of range */
        public TooManyRequests {
            Chance.requireShare(share);
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
            Chance.requireShare(share);
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
            Chance.requireShare(share);
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
            Chance.requireShare(share);
        }
    }

    /**
     * Says nothing for a time. When it charged, it charges after its usual latency and the right answer comes after the
     * time; when not, the connection is cut after the time.
     */
    record Hang(double share, FaultTarget applyTo, boolean charged, Duration time) implements Fault {
        /** @throws InvalidFieldException when the share is not 0 to 1 or the time is out of range */
        public Hang {
            Chance.requireShare(share);
            if (time.toMillis() < 1 || time.compareTo(Latency.LONGEST) > 0) {
                throw new InvalidFieldException("millis", "must be 1 to " + Latency.LONGEST.toMillis());
            }
        }
    }

    private static void requireRetryAfter(Duration time) {
        if (time.isNegative() || time.compareTo(Latency.LONGEST) > 0) {
            throw new InvalidFieldException("retryAfterSeconds", "must be 0 to " + Latency.LONGEST.toSeconds());
        }
    }
}
