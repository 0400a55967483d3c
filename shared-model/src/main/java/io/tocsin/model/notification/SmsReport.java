package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.notification.DeliveryReceipt.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the SMS centre says of messages: the value of {@code sms-reports}, where acceptances and receipts meet. It may stand there
 * twice.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SmsReport.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = SmsReport.Received.class, name = "received")
})
public sealed interface SmsReport {

    /** It has taken a message over. */
    record Accepted(DeliveryReceipt receipt) implements SmsReport {
        /** @throws InvalidFieldException when the receipt is missing */
        public Accepted {
            Required.field("receipt", receipt);
        }
    }

    /**
     * It reports what has become of a message, or of a part of one.
     *
     * @param reference the message as the centre names it here, which need not be how it named it before
     * @param recipient whose telephone it was for, as the centre writes it; may be empty
     * @param state delivered, failed or unknown; absent while it is on its way
     * @param at when it was received
     */
    record Received(
            String reference, String recipient, @Nullable State state, Instant at) implements SmsReport {
        private static final int LONGEST_REFERENCE = 64;

        /** @throws InvalidFieldException when a part is missing or longer than SMPP allows */
        public Received {
            Required.text("reference", reference, LONGEST_REFERENCE);
            Required.field("recipient", recipient);
            Required.range("recipient.length", recipient.length(), 0, LONGEST_REFERENCE);
            Required.time("at", at);
        }
    }
}
