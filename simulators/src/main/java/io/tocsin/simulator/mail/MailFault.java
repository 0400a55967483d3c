package io.tocsin.simulator.mail;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.Chance;
import java.time.Duration;

/**
 * One way in which the mail server misbehaves, for a share of its mails; or of its connections, when it strikes at the greeting or at
 * hello.
 */
public sealed interface MailFault extends Chance {
    /** The longest that the server can be told to say nothing. */
    Duration LONGEST = Duration.ofHours(1);

    /** Where it strikes. */
    MailStep at();

    /**
     * Answers with a refusal; nothing is stored.
     *
     * @param code 400 to 599; with 421, and at the greeting, the connection is closed after it
     */
    record Refuse(double share, MailStep at, int code) implements MailFault {
        /** @throws InvalidFieldException when the share or the code is out of range, or nothing is answered there */
        public Refuse {
            Chance.requireShare(share);
            requireRefusal(code);
            if (at == MailStep.CONTENT) {
                throw new InvalidFieldException("at", "must not be content: a server answers at its end");
            }
        }
    }

    /** Cuts the connection instead of an answer; nothing is stored. */
    record Cut(double share, MailStep at) implements MailFault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public Cut {
            Chance.requireShare(share);
        }
    }

    /** Stores the whole mail, and cuts the connection instead of the answer. */
    record AcceptThenDrop(double share) implements MailFault {
        /** @throws InvalidFieldException when the share is not 0 to 1 */
        public AcceptThenDrop {
            Chance.requireShare(share);
        }

        @Override
        public MailStep at() {
            return MailStep.END;
        }
    }

    /**
     * Says nothing for a time.
     *
     * @param stored whether the mail is stored all the same, at once: then the right answer comes after the time. When not, the
     *     connection is cut after the time
     */
    record Hang(double share, MailStep at, Duration time, boolean stored) implements MailFault {
        /** @throws InvalidFieldException when the share or the time is out of range, or there is no mail yet to store */
        public Hang {
            Chance.requireShare(share);
            if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
                throw new InvalidFieldException("millis", "must be 1 to " + LONGEST.toMillis());
            }
            if (stored && at != MailStep.END) {
                throw new InvalidFieldException("stored", "can be true only at end: before it there is no whole mail");
            }
        }
    }

    /** @throws InvalidFieldException when the code is not one that refuses */
    static void requireRefusal(int code) {
        if (code < 400 || code > 599) {
            throw new InvalidFieldException("code", "must be 400 to 599");
        }
    }
}
