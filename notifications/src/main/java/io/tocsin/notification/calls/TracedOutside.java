package io.tocsin.notification.calls;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallResult;
import io.tocsin.calls.InquiryResult;
import io.tocsin.calls.Outside;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes each message that is handed to a gateway a span of the trace that its record carries. Free while tracing is off. */
public final class TracedOutside<Q, A> implements Outside<Q, A> {
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final String name;
    private final Outside<Q, A> outside;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /**
     * @param name of the spans
     * @param outside who is really called
     * @param telemetry where spans go
     */
    public TracedOutside(String name, Outside<Q, A> outside, OpenTelemetry telemetry) {
        this.name = name;
        this.outside = outside;
        this.tracer = telemetry.getTracer("io.tocsin.notification");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public CallResult<A> call(Q request, CallContext context) {
        Context parent = propagator.extract(Context.root(), context.trace(), GETTER);
        Span span = tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("tocsin.message.id", context.idempotencyKey())
                .startSpan();
        try {
            CallResult<A> result = outside.call(request, context);
            String trouble = trouble(result);
            if (trouble != null) {
                span.setStatus(StatusCode.ERROR, trouble);
            }
            return result;
        } finally {
            span.end();
        }
    }

    private static @Nullable String trouble(CallResult<?> result) {
        return switch (result) {
            case CallResult.Answered<?> answered -> null;
            case CallResult.RefusedForGood<?> refused -> refused.code();
            case CallResult.RefusedForNow<?> refused -> "refused for now";
            case CallResult.Deferred<?> deferred -> "deferred";
            case CallResult.NotSent<?> notSent -> "not sent";
            case CallResult.Unknown<?> unknown -> "unknown";
        };
    }

    @Override
    public InquiryResult<A> inquire(Q request, CallContext context) {
        return outside.inquire(request, context);
    }

    @Override
    public boolean canBeAsked() {
        return outside.canBeAsked();
    }

    @Override
    public Duration keyLife() {
        return outside.keyLife();
    }
}
