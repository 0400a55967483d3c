package io.tocsin.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tocsin.model.InvalidFieldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The one JSON mapper of Tocsin.
 *
 * <p>Lenient where time will change things (unknown properties are ignored), strict where leniency would guess: a
 * number in quotes, a fraction where a whole number belongs, a property given twice or bytes that are not UTF-8 are
 * refused. Times are ISO-8601 in UTC.
 */
public final class Json {
    private static final int DEEPEST = 16;
    private static final int LONGEST_PATH = 100;

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /** Writes {@code value} as UTF-8 JSON. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * Reads one JSON value that takes up all of {@code bytes}.
     *
     * @throws InvalidFieldException when the bytes are not such a value; the message names the field and never repeats
     *     its content
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        return form(type).read(bytes);
    }

    /** The JSON form of one type: to keep where many values of it are read or written. */
    public static <T> JsonForm<T> form(Class<T> type) {
        return new JsonForm<>(type, MAPPER.readerFor(type), MAPPER.writerFor(type));
    }

    /** A copy of the mapper, for a framework that wants one of its own. */
    public static JsonMapper copyOfMapper() {
        return MAPPER.copy();
    }

    /** What a message names when no single field is at fault. */
    public static final String WHOLE = "(the whole value)";

    /**
     * Where in a JSON document the first name or value stands that {@code wanted} is true of: a path like
     * {@code card.token} or {@code lanes[2].note}. Of a name at fault the path tells the parent only.
     *
     * @return {@link #WHOLE} when there is none, and when the document is not well-formed up to there
     */
    public static String firstPlace(byte[] json, Predicate<String> wanted) {
        try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.FIELD_NAME && wanted.test(parser.currentName())) {
                    return path(parser.getParsingContext().getParent());
                }
                if (token.isScalarValue() && wanted.test(parser.getText())) {
                    return path(parser.getParsingContext());
                }
            }
        } catch (IOException notJson) {
            return WHOLE;
        }
        return WHOLE;
    }

    private static String path(JsonStreamContext place) {
        var path = new StringBuilder();
        for (JsonStreamContext at = place; at != null && !at.inRoot(); at = at.getParent()) {
            path.insert(0, at.inArray() ? "[" + at.getCurrentIndex() + "]" : "." + at.getCurrentName());
        }
        return path.isEmpty() || path.length() > LONGEST_PATH ? WHOLE : path.substring(path.charAt(0) == '.' ? 1 : 0);
    }

    /** What is wrong, told without Jackson's own words: those quote the content. */
    static InvalidFieldException invalidField(JsonMappingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFieldException invalid) {
                return invalid;
            }
        }
        String field = e.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."));
        if (e.getCause() instanceof StreamReadException broken) {
            return new InvalidFieldException(field.isEmpty() ? WHOLE : field, notJson(broken));
        }
        String expected = e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "must be " + inWords(mismatch.getTargetType())
                : "is not valid here";
        return new InvalidFieldException(field.isEmpty() ? WHOLE : field, expected);
    }

    static String notJson(StreamReadException e) {
        String what = e.getOriginalMessage().startsWith("Duplicate field")
                ? "has a property twice"
                : "is not complete, well-formed JSON in UTF-8";
        return what + ", at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    private static String inWords(Class<?> type) {
        if (type == Long.class || type == long.class || type == Integer.class || type == int.class) {
            return "a whole number in range, without quotes or fraction";
        }
        if (type == String.class) {
            return "text in quotes";
        }
        if (type == Instant.class) {
            return "a time like 2025-01-06T08:30:00Z";
        }
        return "a JSON object or value of the documented form";
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addDeserializer(Instant.class, new TextInstant()))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, refuse -> refuse.setCoercion(
                                CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        mapper.getFactory().configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);
        return mapper;
    }

    /** A time is text. The module's own reader would also take a number, and guess its unit. */
    private static final class TextInstant extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        TextInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(parser, Instant.class, "not text");
            }
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeParseException e) {
                throw MismatchedInputException.from(parser, Instant.class, "not a time");
            }
        }
    }
}
