package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every message to a person carries beside its words.
 *
 * @param messageId names the message for its whole life
 * @param notification what it tells of
 * @param incident what that belongs to
 * @param severity how much it matters
 * @param contact who is told, by name
 * @param noticedAt when what it tells of was noticed, or when it was decided to tell of it again: from then on people wait for it
 * @param retries how many attempts have failed so far: 0 to {@link #MOST_RETRIES}
 * @param notBefore not to be sent before this time; absent when at once
 * @param redrives how many times a person has sent it again after it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope(
        MessageId messageId,
        Notification.Id notification,
        String incident,
        Severity severity,
        String contact,
        Instant noticedAt,
        int retries,
        @Nullable Instant notBefore,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int redrives) {

    /** More attempts than any sensible policy makes; a larger count is a mistake. */
    public static final int MOST_RETRIES = 1_000;

    private static final int LONGEST_NAME = 200;

    /** @throws InvalidFieldException when a part is missing or out of its range */
    public Envelope {
        Required.field("envelope.messageId", messageId);
        Required.field("envelope.notification", notification);
        Required.text("envelope.incident", incident, LONGEST_NAME);
        Required.field("envelope.severity", severity);
        Required.text("envelope.contact", contact, LONGEST_NAME);
        Required.time("envelope.noticedAt", noticedAt);
        Required.range("envelope.retries", retries, 0, MOST_RETRIES);
        Required.range("envelope.redrives", redrives, 0, MOST_RETRIES);
        if (notBefore != null) {
            Required.time("envelope.notBefore", notBefore);
        }
    }

    /** As it is first sent. */
    public Envelope(
            MessageId messageId,
            Notification.Id notification,
            String incident,
            Severity severity,
            String contact,
            Instant noticedAt,
            @Nullable Instant notBefore) {
        this(messageId, notification, incident, severity, contact, noticedAt, 0, notBefore, 0);
    }

    /** The same, with its counter and due time set. */
    public Envelope retried(int newRetries, @Nullable Instant newNotBefore) {
        return new Envelope(
                messageId, notification, incident, severity, contact, noticedAt, newRetries, newNotBefore, redrives);
    }

    @JsonCreator
    static Envelope read(
            @JsonProperty("messageId") @Nullable MessageId messageId,
            @JsonProperty("notification") Notification.@Nullable Id notification,
            @JsonProperty("incident") @Nullable String incident,
            @JsonProperty("severity") @Nullable Severity severity,
            @JsonProperty("contact") @Nullable String contact,
            @JsonProperty("noticedAt") @Nullable Instant noticedAt,
            @JsonProperty("retries") @Nullable Integer retries,
            @JsonProperty("notBefore") @Nullable Instant notBefore,
            @JsonProperty("redrives") @Nullable Integer redrives) {
        return new Envelope(
                required("messageId", messageId),
                required("notification", notification),
                required("incident", incident),
                required("severity", severity),
                required("contact", contact),
                required("noticedAt", noticedAt),
                retries == null ? 0 : retries,
                notBefore,
                redrives == null ? 0 : redrives);
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidFieldException("envelope." + field, "is missing");
        }
        return value;
    }
}
