package io.tocsin.simulator.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.model.InvalidFieldException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanJsonTest {
    private static final FaultPlan HEALTHY = FaultPlan.healthyAtOnce();

    private final FaultPlanJson json = new FaultPlanJson();

    @Test
    void shouldBeHealthyWhereTheDocumentSaysNothing() {
        assertThat(json.read("{}".getBytes(UTF_8), HEALTHY)).isEqualTo(HEALTHY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"ofline":true}                                               | ofline
            {"offline":"yes"}                                             | offline
            {"latency":{"kind":"fixed"}}                                  | latency.millis
            {"latency":{"kind":"fixed","millis":-1}}                      | latency.millis
            {"latency":{"kind":"fixed","millis":1,"from":2}}              | latency.from
            {"latency":{"kind":"uniform","from":5,"to":4}}                | latency.to
            {"latency":{"kind":"lognormal","median":0,"p99":4}}           | latency.median
            {"latency":{"kind":"lognormal","median":50,"p99":4}}          | latency.p99
            {"latency":{"kind":"gauss"}}                                  | latency.kind
            {"latency":7}                                                 | latency
            {"faults":{}}                                                 | faults
            {"faults":[{"kind":"halfBody","share":0.1},{"kind":"hang"}]}  | faults[1].share
            {"faults":[{"kind":"hang","share":0.1}]}                      | faults[0].millis
            {"faults":[{"kind":"hang","share":0.1,"millis":0}]}           | faults[0].millis
            {"faults":[{"kind":"halfBody","share":1.1}]}                  | faults[0].share
            {"faults":[{"kind":"halfBody","share":"1"}]}                  | faults[0].share
            {"faults":[{"kind":"halfBody","share":1,"charged":true}]}     | faults[0].charged
            {"faults":[{"kind":"explode","share":1}]}                     | faults[0].kind
            {"faults":[{"kind":"halfBody","share":1,"applyTo":"all"}]}    | faults[0].applyTo
            {"faults":[{"kind":"unavailable","share":1,"retryAfterSeconds":-1}]}   | faults[0].retryAfterSeconds
            {"faults":[{"kind":"halfBody","share":0.6},{"kind":"serverError","share":0.6}]} | faults
            {"declines":[{"tokenPrefix":""}]}                             | declines[0].tokenPrefix
            {"declines":[{"tokenPrefix":"tok_","code":"A B"}]}            | declines[0].code
            {"seed":1.5}                                                  | seed
            []                                                            | (the whole body)
            {                                                             | (the whole body)
            """)
    void shouldNameTheFieldAtFault(String document, String field) {
        InvalidFieldException refusal =
                catchThrowableOfType(InvalidFieldException.class, () -> json.read(document.getBytes(UTF_8), HEALTHY));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
    }

    @Property(tries = 300)
    void shouldComeBackFromItsOwnJson(@ForAll("plans") FaultPlan plan) {
        assertThat(json.read(json.write(plan), HEALTHY)).isEqualTo(plan);
    }

    @Property(tries = 300)
    void shouldStrikeTheShareThatWasAskedFor(@ForAll("plans") FaultPlan plan, @ForAll boolean inquiry) {
        var dice = new FaultDice(plan.seeded(1));
        int draws = 2_000;
        int struck = 0;
        for (int i = 0; i < draws; i++) {
            struck += dice.nextFault(inquiry) == null ? 0 : 1;
        }

        double share = plan.faults().stream()
                .filter(fault -> fault.applyTo().covers(inquiry))
                .mapToDouble(Fault::share)
                .sum();
        // Five standard deviations of the fairest coin.
        assertThat((double) struck / draws).isBetween(share - 0.056, share + 0.056);
    }

    @Provide
    Arbitrary<FaultPlan> plans() {
        Arbitrary<OptionalLong> seeds = Arbitraries.longs()
                .map(OptionalLong::of)
                .injectNull(0.3)
                .map(seed -> {
                    return seed == null ? OptionalLong.empty() : seed;
                });
        Arbitrary<List<DeclineRule>> declines = Arbitraries.of(
                        DeclineRule.ofPrefix("tok_no_"), new DeclineRule("tok_lost", Optional.of("lost-card")))
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        LatencyTest.latencies(),
                        Arbitraries.of(true, false),
                        faults().list().ofMaxSize(4),
                        declines,
                        seeds)
                .as(FaultPlan::new);
    }

    private static Arbitrary<Fault> faults() {
        Arbitrary<Double> shares = Arbitraries.doubles().between(0, 0.25);
        Arbitrary<FaultTarget> targets = Arbitraries.of(FaultTarget.class);
        Arbitrary<Boolean> charged = Arbitraries.of(true, false);
        Arbitrary<Duration> seconds = Arbitraries.longs().between(0, 3600).map(Duration::ofSeconds);
        return Arbitraries.oneOf(
                Combinators.combine(shares, targets).as(Fault.ChargeThenDrop::new),
                Combinators.combine(shares, targets).as(Fault.DropBeforeCharge::new),
                Combinators.combine(shares, targets).as(Fault.HalfBody::new),
                Combinators.combine(shares, targets, charged).as(Fault.ServerError::new),
                Combinators.combine(shares, targets, charged).as(Fault.HtmlWith200::new),
                Combinators.combine(shares, targets, seconds).as(Fault.TooManyRequests::new),
                Combinators.combine(shares, targets, seconds).as(Fault.Unavailable::new),
                Combinators.combine(
                                shares,
                                targets,
                                charged,
                                Arbitraries.longs().between(1, 3_600_000).map(Duration::ofMillis))
                        .as(Fault.Hang::new));
    }
}
