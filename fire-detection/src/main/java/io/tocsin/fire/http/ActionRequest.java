package io.tocsin.fire.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FloorPhase;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.time.DateTimeException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of an operator's action.
 *
 * @param action what
 * @param why in their words
 * @param duration for how long a detector is disabled or tested
 * @param alarmId which incident of a floor; absent for the present or last one
 * @param state how far that incident had come when the operator looked; absent for how far it has come now
 */
record ActionRequest(
        @Schema(required = true, examples = "acknowledge") @Nullable String action,

        @Schema(required = true, examples = "seen on camera 3, no smoke") @Nullable String why,

        @JsonProperty("for") @Schema(name = "for", examples = "PT30M") @Nullable String duration,

        @Schema(implementation = String.class) @Nullable AlarmId alarmId,

        @Schema(examples = "pre-alarm") @Nullable FloorPhase state) {
    private static final int LONGEST_REASON = 500;
    private static final JsonForm<ActionRequest> JSON = Json.form(ActionRequest.class);

    /**
     * Reads a body.
     *
     * @throws InvalidFieldException when it is none
     */
    static ActionRequest read(byte @Nullable [] body) {
        ActionRequest request = JSON.read(body == null ? new byte[0] : body);
        Required.field("action", request.action());
        Required.text("why", request.why(), LONGEST_REASON);
        return request;
    }

    /** What is asked for. */
    String what() {
        return action == null ? "" : action;
    }

    /** Why. */
    String reason() {
        return why == null ? "" : why;
    }

    /**
     * For how long.
     *
     * @throws InvalidFieldException when that is missing, or not longer than nothing, or longer than {@code longest}
     */
    Duration howLong(Duration longest) {
        Required.field("for", duration);
        try {
            Duration howLong = Duration.parse(duration == null ? "" : duration);
            if (howLong.isPositive() && howLong.compareTo(longest) <= 0) {
                return howLong;
            }
        } catch (DateTimeException notOne) {
            // Told below, with what would be one.
        }
        throw new InvalidFieldException("for", "must be a duration like PT30M, of at most " + longest);
    }
}
