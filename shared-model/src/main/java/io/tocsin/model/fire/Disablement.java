package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;

/**
 * A detector's fire signals do not count for a while (EN 54-2, 9 and 10): the value of {@code disablements}. It ends by
 * itself; a reset does not end it, and supervision goes on.
 *
 * @param detector which; also the record's key
 * @param mode whether its signals are shown
 * @param until when they count again
 * @param action the operator's action that asks for it
 */
public record Disablement(DetectorId detector, Mode mode, Instant until, OperatorAction action) {

    /** What becomes of its fire signals. */
    public enum Mode {
        /** Nothing. */
        @JsonProperty("disabled")
        DISABLED,

        /** They are shown as those of a test. */
        @JsonProperty("test")
        TEST
    }

    /** @throws InvalidFieldException when a part is missing */
    public Disablement {
        Required.field("detector", detector);
        Required.field("mode", mode);
        Required.time("until", until);
        Required.field("action", action);
    }

    /** Whether it holds at {@code time}: from the operator's action on, until it ends. */
    public boolean holdsAt(Instant time) {
        return !time.isBefore(action.at()) && time.isBefore(until);
    }

    /** The same, ended at {@code end} unless it has ended before. */
    public Disablement endedAt(Instant end) {
        return end.isBefore(until) ? new Disablement(detector, mode, end, action) : this;
    }
}
