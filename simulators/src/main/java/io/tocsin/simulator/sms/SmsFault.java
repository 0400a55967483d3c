package io.tocsin.simulator.sms;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.Chance;
import java.time.Duration;

/** One way in which the SMS centre misbehaves, for a share of the messages submitted to it. */
public sealed interface SmsFault extends Chance {
    /** The longest that the centre can be told to say nothing. */
    Duration LONGEST = Duration.ofHours(1);

    /** Refuses the message; nothing is stored. */
    record Refuse(double share, SmppError status) implements SmsFault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public Refuse {
            Chance.requireShare(share);
        }
    }

    /** Cuts the connection when the message has been read; nothing is stored. */
    record Cut(double share) implements SmsFault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public Cut {
            Chance.requireShare(share);
        }
    }

    /** Stores the message, and cuts the connection instead of the answer. */
    record AcceptThenDrop(double share) implements SmsFault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public AcceptThenDrop {
            Chance.requireShare(share);
        }
    }

    /**
     * Does not answer the message for a time; others are answered meanwhile.
     *
     * @param stored whether the message is stored all the same, at once: then the right answer comes after the time. When not, the
     *     connection is cut after the time
     */
    record Hang(double share, Duration time, boolean stored) implements SmsFault {
        /** @throws InvalidFieldException when the share or the time is out of range */
        public Hang {
            Chance.requireShare(share);
            if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
                throw new InvalidFieldException("millis", "must be 1 to " + LONGEST.toMillis());
            }
        }
    }
}
