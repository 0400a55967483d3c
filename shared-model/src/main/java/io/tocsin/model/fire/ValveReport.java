package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a valve says that it stands: the value of {@code valve-reports}. Either the word {@code open} or {@code closed},
 * or JSON.
 *
 * @param position where it stands
 * @param at when it found so, by its own clock, which may be wrong: for people only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ValveReport(ValvePosition position, @Nullable Instant at) {
    private static final JsonForm<ValveReport> FORM = Json.form(ValveReport.class);
    private static final int MOST_BYTES = 1024;

    /** @throws InvalidFieldException when the position is missing */
    public ValveReport {
        Required.field("position", position);
    }

    /**
     * Reads a record's value. White space around a word does not matter.
     *
     * @throws InvalidFieldException when it is neither of the words nor such JSON
     */
    public static ValveReport read(byte @Nullable [] value) {
        if (value == null || value.length > MOST_BYTES) {
            throw new InvalidFieldException(
                    "position", "must be open, closed or JSON of at most " + MOST_BYTES + " bytes");
        }
        return switch (new String(value, StandardCharsets.UTF_8).strip()) {
            case "open" -> new ValveReport(ValvePosition.OPEN, null);
            case "closed" -> new ValveReport(ValvePosition.CLOSED, null);
            default -> FORM.read(value);
        };
    }
}
