package io.tocsin.calls;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Rule 9: everything is visible. The meters of one engine, all with the tag {@code calls}. */
final class CallMetrics {
    private final Map<Ended, Timer> latencies = new EnumMap<>(Ended.class);
    private final Counter republished;

    /** How a call ended, as a tag. */
    private enum Ended {
        ANSWERED,
        REFUSED_FOR_GOOD,
        REFUSED_FOR_NOW,
        DEFERRED,
        NOT_SENT,
        UNKNOWN,
        TOO_OLD,
        NEVER_KNOWN,
        DISOWNED
    }

    CallMetrics(MeterRegistry registry, String name) {
        Tags tags = Tags.of("calls", name);
        for (Ended ended : Ended.values()) {
            latencies.put(
                    ended,
                    Timer.builder("tocsin.calls.latency")
                            .description("How long attempts took, inquiry included, by how they ended")
                            .tags(tags.and(
                                    "ended",
                                    ended.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                            .serviceLevelObjectives(
                                    Duration.ofMillis(10),
                                    Duration.ofMillis(25),
                                    Duration.ofMillis(50),
                                    Duration.ofMillis(100),
                                    Duration.ofMillis(250),
                                    Duration.ofMillis(500),
                                    Duration.ofSeconds(1),
                                    Duration.ofMillis(2_500),
                                    Duration.ofSeconds(5),
                                    Duration.ofSeconds(10))
                            .register(registry));
        }
        republished = Counter.builder("tocsin.calls.republished")
                .description("Requests sent back to the end of their topic")
                .tags(tags)
                .register(registry);
    }

    static void bind(
            MeterRegistry registry,
            String name,
            Supplier<Books> books,
            CallDispatcher<?, ?> dispatcher,
            CircuitBreaker circuit) {
        Tags tags = Tags.of("calls", name);
        book(registry, tags, books, "received", "Requests taken in since the first start", Books::received);
        book(registry, tags, books, "succeeded", "Requests that succeeded", Books::succeeded);
        book(registry, tags, books, "failed", "Requests that failed for good", Books::failed);
        book(registry, tags, books, "dead.lettered", "Records that could not be handled", Books::deadLettered);
        book(registry, tags, books, "in.flight", "Requests taken in, without an outcome", Books::inFlight);
        book(registry, tags, books, "waiting", "Requests waiting for their due time", Books::waiting);
        book(registry, tags, books, "on.their.way", "Requests republished, not yet read again", Books::onTheirWay);
        book(registry, tags, books, "duplicates", "Further records of ids already known", Books::duplicates);
        book(registry, tags, books, "uneven", "1 when the books do not balance", all -> all.even() ? 0 : 1);
        book(
                registry,
                tags,
                books,
                "oldest.seconds",
                "Age of the oldest request without an outcome",
                all -> all.oldestWaitingMillis() / 1000.0);
        Gauge.builder("tocsin.calls.running", dispatcher, CallDispatcher::callsInFlight)
                .description("Calls running at this moment")
                .tags(tags)
                .register(registry);
        for (CircuitBreaker.State state : new CircuitBreaker.State[] {
            CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN
        }) {
            Gauge.builder("tocsin.calls.circuit", circuit, it -> it.getState() == state ? 1 : 0)
                    .description("1 for the state that the circuit is in")
                    .tags(tags.and("state", stateName(state)))
                    .register(registry);
        }
    }

    static String stateName(CircuitBreaker.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void called(Completion.Ending<?> ending, Duration took) {
        Ended ended =
                switch (ending) {
                    case Completion.Ending.TooOld<?> tooOld -> Ended.TOO_OLD;
                    case Completion.Ending.NeverKnown<?> neverKnown -> Ended.NEVER_KNOWN;
                    case Completion.Ending.Disowned<?> disowned -> Ended.DISOWNED;
                    case Completion.Ending.Asked<?>(var result) ->
                        switch (result) {
                            case CallResult.Answered<?> answered -> Ended.ANSWERED;
                            case CallResult.RefusedForGood<?> refused -> Ended.REFUSED_FOR_GOOD;
                            case CallResult.RefusedForNow<?> refused -> Ended.REFUSED_FOR_NOW;
                            case CallResult.Deferred<?> deferred -> Ended.DEFERRED;
                            case CallResult.NotSent<?> notSent -> Ended.NOT_SENT;
                            case CallResult.Unknown<?> unknown -> Ended.UNKNOWN;
                        };
                };
        latency(ended).record(took);
    }

    private Timer latency(Ended ended) {
        return Objects.requireNonNull(latencies.get(ended), "every way to end has its timer");
    }

    void republished() {
        republished.increment();
    }

    private static void book(
            MeterRegistry registry,
            Tags tags,
            Supplier<Books> books,
            String name,
            String description,
            ToDoubleFunction<Books> figure) {
        Gauge.builder("tocsin.calls." + name, books, all -> figure.applyAsDouble(all.get()))
                .description(description)
                .tags(tags)
                // Nobody else holds the supplier: a weakly held one is collected, and the gauge says NaN.
                .strongReference(true)
                .register(registry);
    }
}
