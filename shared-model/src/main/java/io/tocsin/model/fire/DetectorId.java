package io.tocsin.model.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import org.jspecify.annotations.Nullable;

/**
 * Names one detector. As a record's key it is written in decimal digits, which the smallest controller can do.
 *
 * @param number 1 to {@link #LARGEST}
 */
public record DetectorId(@JsonValue long number) implements Comparable<DetectorId> {
    /** Eighteen digits: each of them fits into a long. */
    public static final long LARGEST = 999_999_999_999_999_999L;

    private static final int MOST_DIGITS = 18;

    /** @throws InvalidFieldException when {@code number} is out of range */
    public DetectorId {
        Required.range("detector", number, 1, LARGEST);
    }

    /** @throws InvalidFieldException when {@code number} is missing or out of range */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DetectorId of(@Nullable Long number) {
        if (number == null) {
            throw new InvalidFieldException("detector", "is missing");
        }
        return new DetectorId(number);
    }

    /**
     * Reads an id in decimal digits, without leading zeros.
     *
     * @throws InvalidFieldException when {@code text} is not one
     */
    public static DetectorId parse(String text) {
        DetectorId id = ofKey(text.getBytes(US_ASCII));
        if (id == null) {
            throw new InvalidFieldException("detector", "must be a number of 1 to 18 digits, without leading zeros");
        }
        return id;
    }

    /** Reads a record's key; null when it is no detector's: anything may stand in a topic that everybody writes to. */
    public static @Nullable DetectorId ofKey(byte @Nullable [] key) {
        if (key == null || key.length == 0 || key.length > MOST_DIGITS || key[0] == '0') {
            return null;
        }
        long number = 0;
        for (byte digit : key) {
            if (digit < '0' || digit > '9') {
                return null;
            }
            number = number * 10 + (digit - '0');
        }
        return new DetectorId(number);
    }

    /** As a record's key. */
    public byte[] toKey() {
        return toString().getBytes(US_ASCII);
    }

    @Override
    public int compareTo(DetectorId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
