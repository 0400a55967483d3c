package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a detector says each interval: the value of {@code detector-signals}. Either the one character {@code 0} or
 * {@code 1}, or JSON.
 *
 * @param signal 1 when it senses fire, otherwise 0
 * @param at when it sensed it, by its own clock, which may be wrong: for people only
 * @param battery how full its battery is, in percent; absent when it has none or does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectorSignal(
        int signal, @Nullable Instant at, @Nullable Integer battery) {
    /** What {@code 0} says. */
    public static final DetectorSignal QUIET = new DetectorSignal(0, null, null);

    /** What {@code 1} says. */
    public static final DetectorSignal FIRE = new DetectorSignal(1, null, null);

    /** The largest value that is read. */
    public static final int MOST_BYTES = 1024;

    private static final JsonForm<DetectorSignal> FORM = Json.form(DetectorSignal.class);

    /** @throws InvalidFieldException when the signal is not 0 or 1, or the battery not 0 to 100 */
    public DetectorSignal {
        Required.range("signal", signal, 0, 1);
        if (battery != null) {
            Required.range("battery", battery, 0, 100);
        }
    }

    @JsonCreator
    static DetectorSignal of(
            @JsonProperty("signal") @Nullable Integer signal,
            @JsonProperty("at") @Nullable Instant at,
            @JsonProperty("battery") @Nullable Integer battery) {
        if (signal == null) {
            throw new InvalidFieldException("signal", "is missing");
        }
        return new DetectorSignal(signal, at, battery);
    }

    /**
     * Reads a record's value. White space around it, as small controllers send it, does not matter.
     *
     * @throws InvalidFieldException when it is neither {@code 0} nor {@code 1} nor such JSON
     */
    public static DetectorSignal read(byte @Nullable [] value) {
        if (value == null || value.length > MOST_BYTES) {
            throw new InvalidFieldException("signal", "must be 0, 1 or JSON of at most " + MOST_BYTES + " bytes");
        }
        int begin = 0;
        int end = value.length;
        while (begin < end && isSpace(value[begin])) {
            begin++;
        }
        while (end > begin && isSpace(value[end - 1])) {
            end--;
        }
        if (end - begin != 1) {
            return FORM.read(value);
        }
        return switch (value[begin]) {
            case '0' -> QUIET;
            case '1' -> FIRE;
            default -> throw new InvalidFieldException("signal", "must be 0 or 1");
        };
    }

    /** Whether it senses fire. */
    public boolean saysFire() {
        return signal == 1;
    }

    /** As a record's value: one character when there is nothing more to say. */
    public byte[] write() {
        if (at == null && battery == null) {
            return new byte[] {(byte) ('0' + signal)};
        }
        return FORM.write(this);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
