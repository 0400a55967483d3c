package io.tocsin.model.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * Names one floor of one building: the zone of EN 54-2, with one valve. The key of everything that is said of a floor.
 *
 * @param text 1 to 32 letters or digits of any script, with {@code - _ .} between them
 */
public record FloorId(@JsonValue String text) {
    private static final int LONGEST = 32;

    /** @throws InvalidFieldException when {@code text} has other characters or another length */
    public FloorId {
        if (!isAllowed(text)) {
            throw new InvalidFieldException(
                    "floor", "must be 1 to 32 letters or digits, with '-', '_' or '.' between them");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or not a floor's id */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FloorId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("floor", "is missing");
        }
        return new FloorId(text);
    }

    /** Reads a record's key; null when it is no floor's. */
    public static @Nullable FloorId ofKey(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, UTF_8);
        return isAllowed(text) ? new FloorId(text) : null;
    }

    /** As a record's key. */
    public byte[] toKey() {
        return text.getBytes(UTF_8);
    }

    private static boolean isAllowed(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && Character.isLetterOrDigit(text.codePointAt(0))
                && Character.isLetterOrDigit(text.codePointBefore(text.length()))
                && text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
