package io.tocsin.fire.http;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One signal in the body of {@code POST /signals}.
 *
 * @param detector who signals
 * @param signal 1 when it senses fire, otherwise 0
 * @param at when it sensed it, by its own clock
 * @param battery in percent
 */
record SignalRequest(
        @Schema(required = true) @Nullable Long detector,
        @Schema(required = true) @Nullable Integer signal,
        @Nullable Instant at,
        @Nullable Integer battery) {
    /** Of so many signals a batch may be. */
    static final int MOST = 1_000;

    private static final JsonForm<SignalRequest> ONE = Json.form(SignalRequest.class);
    private static final JsonForm<SignalRequest[]> BATCH = Json.form(SignalRequest[].class);

    /**
     * Reads a body, one signal or an array of them, as the records that they become.
     *
     * @throws InvalidFieldException when any of it is not valid: the message names the element and the field
     */
    static List<ProducerRecord<byte[], byte[]>> read(byte[] body) {
        if (!isArray(body)) {
            return List.of(record(ONE.read(body), ""));
        }
        @Nullable SignalRequest[] batch = BATCH.read(body);
        if (batch.length == 0 || batch.length > MOST) {
            throw new InvalidFieldException(Json.WHOLE, "must be one signal or an array of 1 to " + MOST);
        }
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>(batch.length);
        for (int i = 0; i < batch.length; i++) {
            String place = "[" + i + "]";
            SignalRequest request = batch[i];
            if (request == null) {
                throw new InvalidFieldException(place, "is missing");
            }
            records.add(record(request, place + "."));
        }
        return records;
    }

    private static boolean isArray(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '[';
            }
        }
        return false;
    }

    private static ProducerRecord<byte[], byte[]> record(SignalRequest request, String place) {
        try {
            Integer signal = request.signal();
            if (signal == null) {
                throw new InvalidFieldException("signal", "is missing");
            }
            if (request.at() != null) {
                Required.time("at", request.at());
            }
            return new ProducerRecord<>(
                    Topics.DETECTOR_SIGNALS.name(),
                    DetectorId.of(request.detector()).toKey(),
                    new DetectorSignal(signal, request.at(), request.battery()).write());
        } catch (InvalidFieldException e) {
            throw new InvalidFieldException(place + e.field(), e.problem());
        }
    }
}
