package io.tocsin.simulator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The fields of one JSON object, asked for by name; what is wrong with one is told with its path, like {@code faults[1].share}.
 * Strict: a misspelt fault that is quietly ignored makes a test pass that should not.
 */
public final class JsonFields {
    private static final String WHOLE = "(the whole body)";
    private static final JsonMapper MAPPER = Json.copyOfMapper();

    private final String path;
    private final JsonNode object;
    private final Set<String> asked = new TreeSet<>();

    private JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
        if (!object.isObject()) {
            throw new InvalidFieldException(path.isEmpty() ? WHOLE : path, "must be a JSON object");
        }
    }

    /**
     * Reads a whole document.
     *
     * @throws InvalidFieldException when the document is not of the form, with the path of the field at fault
     */
    public static <T> T readDocument(byte[] document, Function<JsonFields, T> form) {
        JsonNode json;
        try {
            json = MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new InvalidFieldException(
                    WHOLE,
                    "is not complete, well-formed JSON, at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new InvalidFieldException(WHOLE, "is not JSON in UTF-8");
        }
        return read(new JsonFields("", json), form);
    }

    /** Writes a whole document, for people to read as well. */
    public static byte[] writeDocument(JsonNode document) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write a plan of faults as JSON", e);
        }
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        asked.add(name);
        return !object.path(name).isMissingNode();
    }

    /** Text, which must be there. */
    public String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw invalid(name, "must be text in quotes");
        }
        return value.textValue();
    }

    /** Text, if it is there. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A number, which must be there. */
    public double number(String name) {
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw invalid(name, "must be a number without quotes");
        }
        return value.doubleValue();
    }

    /** A whole number, if it is there. */
    public OptionalLong optionalWholeNumber(String name) {
        return has(name) ? OptionalLong.of(wholeNumber(name)) : OptionalLong.empty();
    }

    /** A time in milliseconds, which must be there. */
    public Duration millis(String name) {
        return Duration.ofMillis(wholeNumber(name));
    }

    /** A time in milliseconds; {@code otherwise} when it is not there. */
    public Duration millis(String name, Duration otherwise) {
        return has(name) ? millis(name) : otherwise;
    }

    /** A whole number in a range, which must be there. */
    public int wholeNumber(String name, int least, int most) {
        long number = wholeNumber(name);
        if (number < least || number > most) {
            throw invalid(name, "must be " + least + " to " + most);
        }
        return (int) number;
    }

    /** One of some words, which must be there; the words are the keys. */
    public <T> T oneOf(String name, Map<String, T> words) {
        T meant = words.get(text(name));
        if (meant == null) {
            throw invalid(name, "must be one of " + String.join(", ", words.keySet()));
        }
        return meant;
    }

    /** A time in seconds; {@code otherwise} when it is not there. */
    public Duration seconds(String name, long otherwise) {
        long seconds = has(name) ? wholeNumber(name) : otherwise;
        if (Math.abs(seconds) > Integer.MAX_VALUE) {
            throw invalid(name, "is too large");
        }
        return Duration.ofSeconds(seconds);
    }

    /** True or false; {@code otherwise} when it is not there. */
    public boolean truth(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** The object in this field, read by {@code form}. */
    public <T> T object(String name, Function<JsonFields, T> form) {
        return read(new JsonFields(pathOf(name), required(name)), form);
    }

    /** The objects in the list in this field, each read by {@code form}. */
    public <T> List<T> objects(String name, Function<JsonFields, T> form) {
        JsonNode list = required(name);
        if (!list.isArray()) {
            throw invalid(name, "must be a list");
        }
        var read = new ArrayList<T>(list.size());
        for (int i = 0; i < list.size(); i++) {
            read.add(read(new JsonFields(pathOf(name) + "[" + i + "]", list.get(i)), form));
        }
        return read;
    }

    /** What {@code form} makes of {@code fields}, with the path put before the field that it finds at fault. */
    private static <T> T read(JsonFields fields, Function<JsonFields, T> form) {
        T read = fields.orTellWhere(() -> form.apply(fields));
        fields.refuseTheRest();
        return read;
    }

    /** What is wrong with a field, with its whole path. */
    public InvalidFieldException invalid(String name, String problem) {
        return new InvalidFieldException(pathOf(name), problem);
    }

    private <T> T orTellWhere(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidFieldException e) {
            // Values name their own field; fields that were read here come with the whole path already.
            throw path.isEmpty() || e.field().startsWith(path)
                    ? e
                    : new InvalidFieldException(pathOf(e.field()), e.problem());
        }
    }

    private void refuseTheRest() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw new InvalidFieldException(
                        pathOf(printable(name)), "is not known here; known are " + String.join(", ", asked));
            }
        });
    }

    private long wholeNumber(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid(name, "must be a whole number without quotes");
        }
        return value.longValue();
    }

    private JsonNode required(String name) {
        if (!has(name)) {
            throw invalid(name, "is missing");
        }
        return object.get(name);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String printable(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
    }
}
