package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.Notification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one message: the value of {@code delivery-receipts}. A message has one that says accepted, failed or unknown,
 * and further ones when its telephone was reached or not.
 *
 * @param messageId the message
 * @param notification what it tells of; also the record's key
 * @param incident what that belongs to
 * @param channel how it was sent
 * @param contact who is told, by name
 * @param recipient the mailbox or number
 * @param state what has become of it
 * @param at when that was known
 * @param attempts how many were made, as counted by the retry discipline
 * @param references by which the gateway names the message; none when it was not accepted
 * @param detail for people; absent when there is nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryReceipt(
        MessageId messageId,
        Notification.Id notification,
        String incident,
        Channel channel,
        String contact,
        String recipient,
        State state,
        Instant at,
        int attempts,
        List<String> references,
        @Nullable String detail) {

    /** What has become of a message. */
    public enum State {
        /** The mail server or SMS centre has taken it over. */
        @JsonProperty("accepted")
        ACCEPTED,

        /** The telephone has it. */
        @JsonProperty("delivered")
        DELIVERED,

        /** It will not arrive. It is in the dead letters, unless it was accepted before. */
        @JsonProperty("failed")
        FAILED,

        /** It may have arrived or not, and is not sent again by itself. It is in the dead letters, unless it was accepted before. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** @throws InvalidFieldException when a part is missing */
    public DeliveryReceipt {
        Required.field("messageId", messageId);
        Required.field("notification", notification);
        Required.field("incident", incident);
        Required.field("channel", channel);
        Required.field("contact", contact);
        Required.field("recipient", recipient);
        Required.field("state", state);
        Required.time("at", at);
        references = references == null ? List.of() : List.copyOf(references);
    }
}
