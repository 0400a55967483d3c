package io.tocsin.simulator.mail;

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

class MailPlanJsonTest {

    @Test
    void shouldBeHealthyWhereTheDocumentSaysNothing() {
        assertThat(MailPlanJson.read("{}".getBytes(UTF_8))).isEqualTo(MailPlan.HEALTHY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"ofline":true}                                                         | ofline
            {"offline":"yes"}                                                       | offline
            {"slowMillis":-1}                                                       | slowMillis
            {"slowMillis":3600001}                                                  | slowMillis
            {"greylist":1}                                                          | greylist
            {"throttle":{}}                                                         | throttle.perSecond
            {"throttle":{"perSecond":0}}                                            | throttle.perSecond
            {"throttle":{"perSecond":10001}}                                        | throttle.perSecond
            {"throttle":{"perSecond":1,"code":550}}                                 | throttle.code
            {"recipients":[{"address":"ann","code":550}]}                           | recipients[0].address
            {"recipients":[{"address":"ann@example.org","code":250}]}               | recipients[0].code
            {"faults":[{"kind":"cut","share":0.1}]}                                 | faults[0].at
            {"faults":[{"kind":"cut","share":0.1,"at":"rcpt"}]}                     | faults[0].at
            {"faults":[{"kind":"cut","share":1.1,"at":"end"}]}                      | faults[0].share
            {"faults":[{"kind":"refuse","share":1,"at":"content","code":451}]}      | faults[0].at
            {"faults":[{"kind":"refuse","share":1,"at":"end","code":354}]}          | faults[0].code
            {"faults":[{"kind":"hang","share":1,"at":"end"}]}                       | faults[0].millis
            {"faults":[{"kind":"hang","share":1,"at":"data","millis":1,"stored":true}]} | faults[0].stored
            {"faults":[{"kind":"acceptThenDrop","share":1,"at":"end"}]}             | faults[0].at
            {"faults":[{"kind":"explode","share":1}]}                               | faults[0].kind
            {"faults":[{"kind":"acceptThenDrop","share":0.6},{"kind":"cut","at":"data","share":0.6}]} | faults
            {"seed":1.5}                                                            | seed
            []                                                                      | (the whole body)
            {                                                                       | (the whole body)
            """)
    void shouldNameTheFieldAtFault(String document, String field) {
        InvalidFieldException refusal =
                catchThrowableOfType(InvalidFieldException.class, () -> MailPlanJson.read(document.getBytes(UTF_8)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
    }

    @Test
    void shouldLetConnectionsAndMailsHaveSharesOfTheirOwn() {
        MailPlan plan =
                MailPlan.HEALTHY.with(new MailFault.Cut(1, MailStep.GREETING)).with(new MailFault.AcceptThenDrop(1));

        assertThat(plan.striking(true)).hasSize(1);
        assertThat(plan.striking(false)).hasSize(1);
    }

    @Property(tries = 300)
    void shouldComeBackFromItsOwnJson(@ForAll("plans") MailPlan plan) {
        assertThat(MailPlanJson.read(MailPlanJson.write(plan))).isEqualTo(plan);
    }

    @Provide
    Arbitrary<MailPlan> plans() {
        Arbitrary<Boolean> truths = Arbitraries.of(true, false);
        Arbitrary<Duration> times = Arbitraries.longs().between(0, 3_600_000).map(Duration::ofMillis);
        Arbitrary<Optional<MailThrottle>> throttles = Combinators.combine(
                        Arbitraries.integers().between(1, 10_000),
                        Arbitraries.integers().between(400, 499))
                .as(MailThrottle::new)
                .optional();
        Arbitrary<List<RecipientRule>> rules = Combinators.combine(
                        Arbitraries.of("ann@example.org", "@example.org"),
                        Arbitraries.integers().between(400, 599))
                .as(RecipientRule::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<OptionalLong> seeds = Arbitraries.longs().optional().map(seed -> seed.map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
        return Combinators.combine(
                        truths, times, truths, throttles, rules, faults().list().ofMaxSize(4), seeds)
                .as(MailPlan::new);
    }

    private static Arbitrary<MailFault> faults() {
        Arbitrary<Double> shares = Arbitraries.doubles().between(0, 0.25);
        Arbitrary<MailStep> steps = Arbitraries.of(MailStep.class);
        Arbitrary<Duration> times = Arbitraries.longs().between(1, 3_600_000).map(Duration::ofMillis);
        return Arbitraries.oneOf(
                Combinators.combine(
                                shares,
                                steps.filter(step -> step != MailStep.CONTENT),
                                Arbitraries.integers().between(400, 599))
                        .as(MailFault.Refuse::new),
                Combinators.combine(shares, steps).as(MailFault.Cut::new),
                shares.map(MailFault.AcceptThenDrop::new),
                Combinators.combine(shares, steps, times)
                        .as((share, step, time) -> new MailFault.Hang(share, step, time, false)),
                Combinators.combine(shares, times)
                        .as((share, time) -> new MailFault.Hang(share, MailStep.END, time, true)));
    }
}
