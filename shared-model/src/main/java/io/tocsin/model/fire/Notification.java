package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.UuidText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that people must be told, by whatever channel reaches them.
 *
 * @param notificationId its id; a notification that stands there twice has the same one
 * @param incident what it belongs to: an alarm's id, a detector, a part; also the record's key
 * @param severity how much it matters
 * @param what what happened, one sentence
 * @param where the floor, detector or part, in people's words
 * @param since when it began, as far as is known
 * @param at when it was noticed
 * @param whatToDo what the reader should do, one sentence
 * @param floor where, for finding those who are concerned; absent when it is at no floor in particular
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
        Id notificationId,
        String incident,
        Severity severity,
        String what,
        String where,
        Instant since,
        Instant at,
        String whatToDo,
        @Nullable FloorId floor) {

    private static final int LONGEST_INCIDENT = 200;
    private static final int LONGEST_WORDS = 2_000;

    /** How much it matters. */
    public enum Severity {
        /** Fire. */
        @JsonProperty("alarm")
        ALARM,

        /** One detector signals fire where another must confirm, or a person must look first. */
        @JsonProperty("pre-alarm")
        PRE_ALARM,

        /** Something does not work. */
        @JsonProperty("fault")
        FAULT,

        /** Something is over, or was done. */
        @JsonProperty("information")
        INFORMATION;

        /** Whether it cannot wait: fire, or what may become one. */
        public boolean isAlarm() {
            return this == ALARM || this == PRE_ALARM;
        }
    }

    /**
     * Names a notification.
     *
     * @param text a UUID in its canonical form, lower case
     */
    public record Id(@JsonValue String text) {
        /** @throws InvalidFieldException when {@code text} is not a UUID in canonical form */
        public Id {
            if (!UuidText.isCanonical(text)) {
                throw new InvalidFieldException("notificationId", "is not a UUID in its canonical form");
            }
        }

        /** @throws InvalidFieldException when {@code text} is missing or not a UUID */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Id of(@Nullable String text) {
            if (text == null) {
                throw new InvalidFieldException("notificationId", "is missing");
            }
            return new Id(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** @throws InvalidFieldException when a part is missing, blank or too long */
    public Notification {
        Required.field("notificationId", notificationId);
        Required.text("incident", incident, LONGEST_INCIDENT);
        Required.field("severity", severity);
        Required.text("what", what, LONGEST_WORDS);
        Required.text("where", where, LONGEST_WORDS);
        Required.time("since", since);
        Required.time("at", at);
        Required.text("whatToDo", whatToDo, LONGEST_WORDS);
    }

    /** Of something that is at no floor in particular. */
    public Notification(
            Id notificationId,
            String incident,
            Severity severity,
            String what,
            String where,
            Instant since,
            Instant at,
            String whatToDo) {
        this(notificationId, incident, severity, what, where, since, at, whatToDo, null);
    }
}
