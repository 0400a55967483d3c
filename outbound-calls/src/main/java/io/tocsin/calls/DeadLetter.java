package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What is put aside of a record that cannot be handled: key, value and headers as received, and headers that say why.
 *
 * <p>As received, but for two things. What must not be kept is masked ({@link Masking}). And a record larger than
 * {@link #LARGEST} is cut, so that it fits into any topic with Kafka's own limits: a dead letter that Kafka refuses would come
 * back for ever and stop its partition.
 *
 * @param key masked and cut where it must be; {@code null} when there was none
 * @param value as the key
 * @param reason why it cannot be handled, for people; masked and shortened
 * @param headers as the key, with the {@link DeadLetterHeaders} added
 */
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, String reason, Headers headers) {
    /** In bytes: key, value and headers together. Kafka's default for a whole batch is 1,048,588. */
    static final int LARGEST = 1_000_000;

    /** What is left in bytes of a key, a value, or all headers, each, when the whole is larger than {@link #LARGEST}. */
    static final int LARGEST_PART = 64 * 1024;

    private static final int LONGEST_REASON = 1_000;
    private static final int HEADER_OVERHEAD = 10;

    /** A record as it was received. */
    record Received(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            long timestampMillis,
            Optional<RecordMetadata> place) {}

    /**
     * Of a record of another step of the topology that cannot be handled, and holds nothing that must be masked.
     *
     * @param place where it was read, as the processor's context knows it
     * @param reason for people
     */
    public static DeadLetter of(Record<byte[], byte[]> received, Optional<RecordMetadata> place, String reason) {
        return of(
                new Received(received.key(), received.value(), received.headers(), received.timestamp(), place),
                reason,
                Masking.NONE);
    }

    static DeadLetter of(Received received, String reason, Masking masking) {
        var parts = new Parts(masking);
        byte[] key = parts.masked("key", received.key());
        byte[] value = parts.masked("value", received.value());
        List<Header> headers = parts.masked(received.headers());
        var cuts = new RecordHeaders();
        if (size(key) + size(value) + size(headers) > LARGEST) {
            key = cut(key, DeadLetterHeaders.KEY_CUT, cuts);
            value = cut(value, DeadLetterHeaders.VALUE_CUT, cuts);
            headers = cut(headers, cuts);
        }
        var all = new RecordHeaders(headers);
        cuts.forEach(header -> set(all, header.key(), header.value()));
        if (!parts.masked.isEmpty()) {
            set(all, masking.header(), String.join(", ", parts.masked));
        }
        String message = shortened(masking.masked(reason));
        set(all, DeadLetterHeaders.MESSAGE, message);
        received.place().ifPresent(at -> {
            set(all, DeadLetterHeaders.TOPIC, at.topic());
            set(all, DeadLetterHeaders.PARTITION, Integer.toString(at.partition()));
            set(all, DeadLetterHeaders.OFFSET, Long.toString(at.offset()));
        });
        set(all, DeadLetterHeaders.ATTEMPTS, "0");
        set(
                all,
                DeadLetterHeaders.FIRST_SEEN,
                Instant.ofEpochMilli(Math.max(0, received.timestampMillis())).toString());
        return new DeadLetter(key, value, message, all);
    }

    /** Masks, and remembers where there was something to mask. */
    private static final class Parts {
        private final Masking masking;
        private final List<String> masked = new ArrayList<>();

        Parts(Masking masking) {
            this.masking = masking;
        }

        byte @Nullable [] masked(String part, byte @Nullable [] bytes) {
            if (bytes == null || !masking.foundIn(bytes)) {
                return bytes;
            }
            if (!masked.contains(part)) {
                masked.add(part);
            }
            return masking.masked(bytes);
        }

        List<Header> masked(Headers headers) {
            var all = new RecordHeaders();
            for (Header header : headers) {
                byte[] name = masked("headers", header.key().getBytes(UTF_8));
                all.add(new String(name, UTF_8), masked("headers", header.value()));
            }
            return List.of(all.toArray());
        }
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, String header, Headers cuts) {
        if (bytes == null || bytes.length <= LARGEST_PART) {
            return bytes;
        }
        set(cuts, header, whole(bytes.length, Fingerprint.sha256().digest(bytes)));
        return Arrays.copyOf(bytes, LARGEST_PART);
    }

    /** All or none of them: half of the headers would look like all. */
    private static List<Header> cut(List<Header> headers, Headers cuts) {
        if (size(headers) <= LARGEST_PART) {
            return headers;
        }
        MessageDigest digest = Fingerprint.sha256();
        for (Header header : headers) {
            digest.update(header.key().getBytes(UTF_8));
            if (header.value() != null) {
                digest.update(header.value());
            }
        }
        set(cuts, DeadLetterHeaders.HEADERS_CUT, whole(size(headers), digest.digest()));
        return List.of();
    }

    /** The digest is one of what was masked already: with the last four digits, one of the original would give the rest away. */
    private static String whole(long size, byte[] digest) {
        return size + " bytes, SHA-256 " + HexFormat.of().formatHex(digest);
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long size(List<Header> headers) {
        return headers.stream()
                .mapToLong(header -> HEADER_OVERHEAD + header.key().length() * 3L + size(header.value()))
                .sum();
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    private static void set(Headers headers, String name, String value) {
        set(headers, name, value.getBytes(UTF_8));
    }

    private static void set(Headers headers, String name, byte[] value) {
        headers.remove(name);
        headers.add(name, value);
    }
}
