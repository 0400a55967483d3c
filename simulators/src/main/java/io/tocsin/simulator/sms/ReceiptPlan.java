package io.tocsin.simulator.sms;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.Chance;
import java.time.Duration;
import java.util.List;

/**
 * What delivery receipts are like.
 *
 * @param after how long after its message one is sent
 * @param ids how it writes the message's number
 * @param oddities what is odd about it, and how often; each meets at most one of them
 */
public record ReceiptPlan(Duration after, IdForm ids, List<Oddity> oddities) {

    /** What is odd about a receipt. */
    public enum Kind {
        /** It comes before the answer to its message. */
        BEFORE_ANSWER("beforeAnswer"),
        /** It never comes. */
        NEVER("never"),
        /** It says that the message could not be delivered. */
        UNDELIVERED("undelivered"),
        /** It comes twice. */
        TWICE("twice");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its name in JSON. */
        public String word() {
            return word;
        }
    }

    /** Something odd, for a share of the receipts. */
    public record Oddity(Kind kind, double share) implements Chance {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public Oddity {
            Chance.requireShare(share);
        }
    }

    /** @throws InvalidFieldException when the time is out of range, or shares add up to more than 1 */
    public ReceiptPlan {
        if (after.isNegative() || after.compareTo(SmsFault.LONGEST) > 0) {
            throw new InvalidFieldException("afterMillis", "must be 0 to " + SmsFault.LONGEST.toMillis());
        }
        oddities = List.copyOf(oddities);
        Chance.requireOneAtMost("oddities", "receipts", oddities);
    }

    /** Receipts with nothing odd about them. */
    static ReceiptPlan usual(Duration after) {
        return new ReceiptPlan(after, IdForm.HEX, List.of());
    }
}
