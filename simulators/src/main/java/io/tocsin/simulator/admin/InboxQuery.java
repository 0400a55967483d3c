package io.tocsin.simulator.admin;

import io.tocsin.model.InvalidFieldException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for. Strict: a misspelt filter that is quietly ignored would find everything.
 *
 * @param to the whole recipient, capitals or not; empty for all
 * @param text that is somewhere in the message, capitals or not; empty for all
 * @param since when it came at the earliest
 * @param limit how many at most
 */
record InboxQuery(String to, String text, Instant since, int limit) {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 100_000;
    private static final Set<String> KNOWN = new TreeSet<>(Set.of("to", "text", "since", "limit"));

    /** @throws InvalidFieldException when a parameter is malformed, or not known */
    static InboxQuery of(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                throw new InvalidFieldException(
                        "(a query parameter)", "is not known here; known are " + String.join(", ", KNOWN));
            }
            if (values.size() > 1) {
                throw new InvalidFieldException(name, "is given more than once");
            }
        });
        return new InboxQuery(
                lowerCase(parameters.getFirst("to")),
                lowerCase(parameters.getFirst("text")),
                time(parameters.getFirst("since")),
                limit(parameters.getFirst("limit")));
    }

    boolean isFor(String recipient) {
        return to.isEmpty() || recipient.toLowerCase(Locale.ROOT).equals(to);
    }

    boolean isIn(@Nullable String... texts) {
        return text.isEmpty()
                || Stream.of(texts)
                        .anyMatch(one ->
                                one != null && one.toLowerCase(Locale.ROOT).contains(text));
    }

    boolean isSince(Instant at) {
        return !at.isBefore(since);
    }

    private static String lowerCase(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    private static Instant time(@Nullable String since) {
        if (since == null) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new InvalidFieldException("since", "must be a time like 2025-01-06T08:30:00Z");
        }
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return USUAL_LIMIT;
        }
        if (!limit.matches("[0-9]{1,6}") || Integer.parseInt(limit) > HIGHEST_LIMIT) {
            throw new InvalidFieldException("limit", "must be 0 to " + HIGHEST_LIMIT);
        }
        return Integer.parseInt(limit);
    }
}
