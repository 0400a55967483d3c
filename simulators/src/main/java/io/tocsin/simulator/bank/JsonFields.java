package io.tocsin.simulator.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.InvalidFieldException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The fields of one JSON object, asked for by name; a fault in one is told with its path, like {@code faults[1].share}. */
final class JsonFields {
    private final String path;
    private final JsonNode object;
    private final Set<String> asked = new TreeSet<>();

    JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
        if (!object.isObject()) {
            throw new InvalidFieldException(path.isEmpty() ? "(the whole body)" : path, "must be a JSON object");
        }
    }

    boolean has(String name) {
        asked.add(name);
        return !object.path(name).isMissingNode();
    }

    String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw invalid(name, "must be text in quotes");
        }
        return value.textValue();
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    double number(String name) {
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw invalid(name, "must be a number without quotes");
        }
        return value.doubleValue();
    }

    OptionalLong optionalWholeNumber(String name) {
        return has(name) ? OptionalLong.of(wholeNumber(name)) : OptionalLong.empty();
    }

    Duration millis(String name) {
        return Duration.ofMillis(wholeNumber(name));
    }

    Duration seconds(String name, long otherwise) {
        long seconds = has(name) ? wholeNumber(name) : otherwise;
        if (Math.abs(seconds) > Integer.MAX_VALUE) {
            throw invalid(name, "is too large");
        }
        return Duration.ofSeconds(seconds);
    }

    boolean truth(String name, boolean otherwise) {
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
    <T> T object(String name, Function<JsonFields, T> form) {
        return read(new JsonFields(pathOf(name), required(name)), form);
    }

    /** The objects in the list in this field, each read by {@code form}. */
    <T> List<T> objects(String name, Function<JsonFields, T> form) {
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
    static <T> T read(JsonFields fields, Function<JsonFields, T> form) {
        T read = fields.orTellWhere(() -> form.apply(fields));
        fields.refuseTheRest();
        return read;
    }

    InvalidFieldException invalid(String name, String problem) {
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
