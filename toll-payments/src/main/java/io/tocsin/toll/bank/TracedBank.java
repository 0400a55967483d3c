package io.tocsin.toll.bank;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes each exchange with the bank a span of the trace that the payment's record carries. Free while tracing is off. */
public final class TracedBank implements Bank {
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
    private static final TextMapSetter<Map<String, String>> SETTER = (carrier, key, value) -> {
        if (carrier != null) {
            carrier.put(key, value);
        }
    };

    private final Bank bank;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /**
     * @param bank who is really asked
     * @param telemetry where spans go; one that does nothing leaves the payment's own trace headers as they are
     */
    public TracedBank(Bank bank, OpenTelemetry telemetry) {
        this.bank = bank;
        this.tracer = telemetry.getTracer("io.tocsin.toll");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public ChargeAnswer charge(Charge charge) {
        return traced("POST /charges", charge, bank::charge, answer -> switch (answer) {
            case ChargeAnswer.NotReached(String detail) -> detail;
            case ChargeAnswer.Unclear(String detail) -> detail;
            case ChargeAnswer.Busy busy -> busy.detail();
            case ChargeAnswer.Approved approved -> null;
            case ChargeAnswer.Declined declined -> null;
            case ChargeAnswer.Rejected rejected -> null;
        });
    }

    @Override
    public ChargeInquiry inquire(Charge charge) {
        return traced(
                "GET /charges/{paymentId}",
                charge,
                bank::inquire,
                inquiry -> inquiry instanceof ChargeInquiry.Unclear(String detail) ? detail : null);
    }

    private <R> R traced(
            String name, Charge charge, Function<Charge, R> exchange, Function<R, @Nullable String> failure) {
        Context parent = propagator.extract(Context.root(), charge.trace(), GETTER);
        Span span = tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("tocsin.payment.id", charge.paymentId().text())
                .startSpan();
        try {
            if (!span.getSpanContext().isValid()) {
                return exchange.apply(charge);
            }
            var headers = new HashMap<String, String>();
            propagator.inject(parent.with(span), headers, SETTER);
            R answer = exchange.apply(new Charge(charge.paymentId(), charge.amount(), charge.cardToken(), headers));
            String detail = failure.apply(answer);
            if (detail != null) {
                span.setStatus(StatusCode.ERROR, detail);
            }
            return answer;
        } finally {
            span.end();
        }
    }
}
