package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * The step that reads received bytes as requests.
 *
 * <p>It is a step of the topology and not a deserializer because a deserialization handler's dead letter is aborted with
 * the transaction under exactly-once, or lost when its send fails (KAFKA-20604).
 *
 * @param <Q> the request
 */
public final class RequestReading<Q> extends ContextualFixedKeyProcessor<byte[], byte[], Reading<Q>> {
    private final RequestForm<Q> form;
    private final int largestBytes;

    /**
     * @param form how a request is read
     * @param largestBytes a longer value is not read at all: what is admitted must fit into the engine's own records
     */
    public RequestReading(RequestForm<Q> form, int largestBytes) {
        this.form = form;
        this.largestBytes = largestBytes;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> received) {
        context().forward(received.withValue(read(received.key(), received.value())));
    }

    private Reading<Q> read(byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new Reading.Unreadable<>(null, "the record has no value");
        }
        if (value.length > largestBytes) {
            return new Reading.Unreadable<>(
                    value, "the value has " + value.length + " bytes, more than the " + largestBytes + " allowed");
        }
        try {
            Q request = form.read(value);
            if (form.masking().foundIn(value)) {
                return new Reading.Unreadable<>(value, form.masking().refusal());
            }
            if (key != null && Arrays.equals(key, form.key(request).getBytes(UTF_8))) {
                return new Reading.Understood<>(request, value);
            }
        } catch (IllegalArgumentException e) {
            return new Reading.Unreadable<>(value, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A mistake in the form. Thrown on, it would stop the partition at this record for ever. Its message was
            // not written for people and may repeat what is secret.
            return new Reading.Unreadable<>(
                    value, "reading it failed with a " + e.getClass().getName());
        }
        return new Reading.Unreadable<>(
                value, "the record's key is not the one in its value, so its partition is not the one of its kin");
    }
}
