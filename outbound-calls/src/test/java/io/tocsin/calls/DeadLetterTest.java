package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of a record that cannot be handled: all of it, as long as Kafka takes it and nobody minds. */
class DeadLetterTest {
    /** Kafka's default of {@code max.message.bytes}, which holds for a whole batch. */
    private static final int KAFKAS_LIMIT = 1_048_588;

    private static final Masking MASKING = new Errand.Form().masking();

    private static DeadLetter deadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Optional<RecordMetadata> place = Optional.of(new Place());
        return DeadLetter.of(new DeadLetter.Received(key, value, headers, 1_000, place), "no request", MASKING);
    }

    private record Place() implements RecordMetadata {
        @Override
        public String topic() {
            return "errands";
        }

        @Override
        public int partition() {
            return 3;
        }

        @Override
        public long offset() {
            return 17;
        }
    }

    private static String header(DeadLetter dead, String name) {
        Header header = dead.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Property(tries = 300)
    void shouldFitIntoAnyTopicWhateverCameIn(
            @ForAll("lengths") int key,
            @ForAll("lengths") int value,
            @ForAll("lengths") int headerName,
            @ForAll("lengths") int headerValue,
            @ForAll("counts") int smallHeaders) {
        var headers = new RecordHeaders();
        headers.add(new String(bytes(headerName), UTF_8), bytes(headerValue));
        for (int i = 0; i < smallHeaders; i++) {
            headers.add("", null);
        }

        DeadLetter dead = deadLetter(bytes(key), bytes(value), headers);

        var record =
                new SimpleRecord(0, dead.key(), dead.value(), dead.headers().toArray());
        assertThat(MemoryRecords.withRecords(Compression.NONE, record).sizeInBytes())
                .isLessThanOrEqualTo(KAFKAS_LIMIT);
        if (key + value + headerName + headerValue + 3 * smallHeaders < 300_000) {
            assertThat(dead.key()).as("untouched").isEqualTo(bytes(key));
            assertThat(dead.value()).as("untouched").isEqualTo(bytes(value));
            assertThat(dead.headers().toArray()).as("untouched").startsWith(headers.toArray());
        }
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.of(0, 1, 1_000, 64 * 1024, 64 * 1024 + 1, 500_000, 999_000, 1_000_000, 3_000_000);
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.of(0, 0, 0, 1_000, 200_000);
    }

    @Test
    void shouldKeepTheBeginningOfWhatIsTooLongAndSayWhatTheWholeWas() {
        byte[] value = bytes(2_000_000);
        value[0] = 'y';

        DeadLetter dead = deadLetter("ann".getBytes(UTF_8), value, new RecordHeaders().add("sender", bytes(3)));

        assertThat(dead.key()).isEqualTo("ann".getBytes(UTF_8));
        assertThat(dead.value()).isEqualTo(Arrays.copyOf(value, 64 * 1024));
        assertThat(header(dead, DeadLetterHeaders.VALUE_CUT))
                .isEqualTo("2000000 bytes, SHA-256 "
                        + HexFormat.of().formatHex(Fingerprint.sha256().digest(value)));
        assertThat(header(dead, "sender")).isEqualTo("xxx");
        assertThat(dead.headers().lastHeader(DeadLetterHeaders.KEY_CUT)).isNull();
        assertThat(dead.headers().lastHeader(DeadLetterHeaders.HEADERS_CUT)).isNull();
    }

    @Test
    void shouldKeepARecordOfTheLargestSizeWhole() {
        byte[] value = bytes(DeadLetter.LARGEST);

        assertThat(deadLetter(null, value, new RecordHeaders()).value()).isEqualTo(value);
        assertThat(deadLetter(bytes(1), value, new RecordHeaders()).value()).hasSize(64 * 1024);
    }

    @Test
    void shouldMaskWhatMustNotBeKeptWhereverItStands() {
        DeadLetter dead = deadLetter(
                "key secret".getBytes(UTF_8),
                "value secret".getBytes(UTF_8),
                new RecordHeaders()
                        .add("name secret", "note secret".getBytes(UTF_8))
                        .add("nothing", null));

        assertThat(dead.key()).asString(UTF_8).isEqualTo("key ******");
        assertThat(dead.value()).asString(UTF_8).isEqualTo("value ******");
        assertThat(header(dead, "name ******")).isEqualTo("note ******");
        assertThat(header(dead, "secret-masked")).isEqualTo("key, value, headers");
        assertThat(dead.headers().lastHeader("nothing").value()).isNull();
    }

    @Test
    void shouldNotSayThatSomethingWasMaskedWhenNothingWas() {
        DeadLetter dead = deadLetter(null, null, new RecordHeaders());

        assertThat(dead.key()).isNull();
        assertThat(dead.value()).isNull();
        assertThat(dead.headers().lastHeader("secret-masked")).isNull();
    }

    @Test
    void shouldMaskAndShortenTheReason() {
        var nothing = new DeadLetter.Received(null, null, new RecordHeaders(), -5, Optional.empty());

        DeadLetter dead = DeadLetter.of(nothing, "the secret is " + "x".repeat(5_000), MASKING);

        assertThat(dead.reason()).startsWith("the ****** is xxx").hasSize(1_001);
        assertThat(header(dead, DeadLetterHeaders.MESSAGE)).isEqualTo(dead.reason());
        assertThat(header(dead, DeadLetterHeaders.FIRST_SEEN)).isEqualTo("1970-01-01T00:00:00Z");
    }

    /** With the last four digits beside it, the digest of a card number would give the number away. */
    @Test
    void shouldDigestWhatIsMaskedAndNotWhatWasReceived() {
        byte[] told = ("secret" + "x".repeat(2_000_000)).getBytes(UTF_8);
        byte[] masked = ("******" + "x".repeat(2_000_000)).getBytes(UTF_8);

        assertThat(header(deadLetter(null, told, new RecordHeaders()), DeadLetterHeaders.VALUE_CUT))
                .isEqualTo(header(deadLetter(null, masked, new RecordHeaders()), DeadLetterHeaders.VALUE_CUT));
    }
}
