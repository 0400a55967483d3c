package io.tocsin.model.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.tocsin.model.InvalidFieldException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How one type is written as JSON and read from it. Safe to share between threads.
 *
 * @param <T> the type
 */
public final class JsonForm<T> {
    private final Class<T> type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonForm(Class<T> type, ObjectReader reader, ObjectWriter writer) {
        this.type = type;
        this.reader = reader;
        this.writer = writer;
    }

    /** Writes {@code value} as UTF-8 JSON. */
    public byte[] write(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + type.getSimpleName() + " as JSON", e);
        }
    }

    /**
     * Reads one JSON value that takes up all of {@code bytes}.
     *
     * @throws InvalidFieldException when the bytes are not such a value; the message names the field and never repeats
     *     its content
     */
    public T read(byte[] bytes) {
        if (!isUtf8(bytes)) {
            throw new InvalidFieldException(Json.WHOLE, "is not JSON in UTF-8");
        }
        Object value;
        try {
            value = reader.readValue(bytes);
        } catch (JsonMappingException e) {
            throw Json.invalidField(e);
        } catch (StreamReadException e) {
            throw new InvalidFieldException(Json.WHOLE, Json.notJson(e));
        } catch (IOException e) {
            throw new InvalidFieldException(Json.WHOLE, "is not JSON in UTF-8");
        }
        if (value == null) {
            throw new InvalidFieldException(Json.WHOLE, "is empty or null");
        }
        return type.cast(value);
    }

    /** Jackson would also read UTF-16 and UTF-32, which it knows by zeros at the beginning or a byte order mark. */
    private static boolean isUtf8(byte[] bytes) {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xfe || bytes[i] == (byte) 0xff) {
                return false;
            }
        }
        return true;
    }
}
