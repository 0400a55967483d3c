package io.tocsin.calls;

import java.util.Map;

/**
 * What one attempt carries beside the request.
 *
 * @param idempotencyKey the request's id: the same on every attempt, for ever
 * @param attempt counts from 1
 * @param trace the W3C trace headers ({@code traceparent}, {@code tracestate}) that the record came with; often empty
 */
public record CallContext(String idempotencyKey, int attempt, Map<String, String> trace) {
    /** Copies {@code trace}. */
    public CallContext {
        trace = Map.copyOf(trace);
    }
}
