package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The W3C trace context that a record carries, to be handed on with whatever becomes of it.
 *
 * @param traceparent empty when the record has none
 * @param tracestate empty when the record has none
 */
record Trace(String traceparent, String tracestate) {
    static final Trace NONE = new Trace("", "");

    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final int LONGEST = 512;

    static Trace of(Headers headers, Masking masking) {
        String parent = text(headers, TRACEPARENT, masking);
        return parent.isEmpty() ? NONE : new Trace(parent, text(headers, TRACESTATE, masking));
    }

    Map<String, String> toMap() {
        if (traceparent.isEmpty()) {
            return Map.of();
        }
        var map = new HashMap<String, String>();
        map.put(TRACEPARENT, traceparent);
        if (!tracestate.isEmpty()) {
            map.put(TRACESTATE, tracestate);
        }
        return map;
    }

    Headers toHeaders() {
        var headers = new RecordHeaders();
        toMap().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }

    /** Empty also when it is too long, or carries what must not be kept: a trace is not worth it. */
    private static String text(Headers headers, String name, Masking masking) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null || value.length > LONGEST || masking.foundIn(value) ? "" : new String(value, UTF_8);
    }
}
