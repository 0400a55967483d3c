package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What was not taken, counted and shown (EN 54-25, 4.2.3: foreign components are refused). Bounded, whatever comes; safe to
 * share between threads.
 */
public final class Refusals {
    private static final int MOST_SENDERS = 200;
    private static final int LONGEST_KEY = 40;

    private final Map<Reason, LongAdder> counts;
    private final Map<Sender, Refused> recent = new LinkedHashMap<>();

    /** Why something was not taken. */
    public enum Reason {
        /** The key of a signal is no detector's. */
        FOREIGN_KEY,
        /** Nobody has registered the detector. */
        UNKNOWN_DETECTOR,
        /** A signal that is neither 0 nor 1 nor the JSON form. */
        UNREADABLE_SIGNAL,
        /** A record of a registry that is none. */
        UNREADABLE_REGISTRATION,
        /** A valve's report that is none. */
        UNREADABLE_REPORT,
        /** A record of {@code operator-actions} that is none. */
        UNREADABLE_ACTION,
        /** A record of a topic that only fire detection writes to. */
        UNREADABLE_INTERNAL;

        /** As it is shown. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Sender(Reason reason, String topic, String key) {}

    /**
     * What one sender had refused.
     *
     * @param reason why
     * @param topic where it came from
     * @param key of the records; cut short, and what cannot be shown is replaced
     * @param count how many
     * @param last when the last one came
     * @param detail what was wrong with the last one; never its content
     */
    public record Refused(Reason reason, String topic, String key, long count, Instant last, String detail) {}

    /** Nothing was refused yet. */
    public Refusals() {
        this.counts = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /**
     * Notes one.
     *
     * @param detail what is wrong, for people; never the content
     */
    public void add(Reason reason, String topic, byte @Nullable [] key, Instant now, String detail) {
        count(reason).increment();
        var sender = new Sender(reason, topic, inWords(key));
        synchronized (recent) {
            Refused before = recent.remove(sender);
            long count = before == null ? 1 : before.count() + 1;
            recent.put(sender, new Refused(reason, topic, sender.key(), count, now, detail));
            if (recent.size() > MOST_SENDERS) {
                recent.remove(recent.keySet().iterator().next());
            }
        }
    }

    /** How many were refused for this reason since the start. */
    public long total(Reason reason) {
        return count(reason).sum();
    }

    /** Those of the last senders, the latest first. */
    public List<Refused> recent() {
        synchronized (recent) {
            return recent.values().stream()
                    .sorted(Comparator.comparing(Refused::last).reversed())
                    .toList();
        }
    }

    private LongAdder count(Reason reason) {
        return Objects.requireNonNull(counts.get(reason), "every reason has its count");
    }

    private static String inWords(byte @Nullable [] key) {
        if (key == null) {
            return "(none)";
        }
        String text = new String(Arrays.copyOf(key, Math.min(key.length, LONGEST_KEY)), UTF_8);
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '\ufffd' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
