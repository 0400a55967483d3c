package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.model.InvalidFieldException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

class SmsPlanJsonTest {
    private static final SmsPlan HEALTHY = SmsPlan.healthy(Duration.ofSeconds(2));

    @Test
    void shouldBeHealthyWhereTheDocumentSaysNothing() {
        assertThat(SmsPlanJson.read("{}".getBytes(UTF_8), HEALTHY)).isEqualTo(HEALTHY);
        assertThat(SmsPlanJson.read("{\"receipts\":{}}".getBytes(UTF_8), HEALTHY))
                .isEqualTo(HEALTHY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"ofline":true}                                                   | ofline
            {"refuseBind":"ESME_ROK"}                                         | refuseBind
            {"slowMillis":-1}                                                 | slowMillis
            {"perSecond":0}                                                   | perSecond
            {"perSecond":10001}                                               | perSecond
            {"ids":"octal"}                                                   | ids
            {"numbers":[{"number":"ann","status":"ESME_RINVDSTADR"}]}         | numbers[0].number
            {"numbers":[{"number":"+491700","status":"550"}]}                 | numbers[0].status
            {"receipts":{"afterMillis":-1}}                                   | receipts.afterMillis
            {"receipts":{"ids":"roman"}}                                      | receipts.ids
            {"receipts":{"oddities":[{"kind":"late","share":1}]}}             | receipts.oddities[0].kind
            {"receipts":{"oddities":[{"kind":"never","share":2}]}}            | receipts.oddities[0].share
            {"receipts":{"oddities":[{"kind":"never","share":0.6},{"kind":"twice","share":0.6}]}} | receipts.oddities
            {"faults":[{"kind":"refuse","share":1}]}                          | faults[0].status
            {"faults":[{"kind":"hang","share":1}]}                            | faults[0].millis
            {"faults":[{"kind":"hang","share":1,"millis":0}]}                 | faults[0].millis
            {"faults":[{"kind":"cut","share":1,"at":"end"}]}                  | faults[0].at
            {"faults":[{"kind":"explode","share":1}]}                         | faults[0].kind
            {"faults":[{"kind":"cut","share":0.6},{"kind":"acceptThenDrop","share":0.6}]} | faults
            {"seed":1.5}                                                      | seed
            []                                                                | (the whole body)
            {                                                                 | (the whole body)
            """)
    void shouldNameTheFieldAtFault(String document, String field) {
        InvalidFieldException refusal = catchThrowableOfType(
                InvalidFieldException.class, () -> SmsPlanJson.read(document.getBytes(UTF_8), HEALTHY));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
    }

    @Property(tries = 300)
    void shouldComeBackFromItsOwnJson(@ForAll("plans") SmsPlan plan) {
        assertThat(SmsPlanJson.read(SmsPlanJson.write(plan), HEALTHY)).isEqualTo(plan);
    }

    @Provide
    Arbitrary<SmsPlan> plans() {
        Arbitrary<SmppError> errors = Arbitraries.of(SmppError.class);
        Arbitrary<Duration> times = Arbitraries.longs().between(0, 3_600_000).map(Duration::ofMillis);
        Arbitrary<IdForm> ids = Arbitraries.of(IdForm.class);
        Arbitrary<Double> shares = Arbitraries.doubles().between(0, 0.25);
        Arbitrary<List<NumberRule>> numbers = Combinators.combine(
                        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20), errors)
                .as((number, status) -> new NumberRule("+" + number, status))
                .list()
                .ofMaxSize(3);
        Arbitrary<ReceiptPlan> receipts = Combinators.combine(
                        times,
                        ids,
                        Combinators.combine(Arbitraries.of(ReceiptPlan.Kind.class), shares)
                                .as(ReceiptPlan.Oddity::new)
                                .list()
                                .ofMaxSize(4))
                .as(ReceiptPlan::new);
        Arbitrary<SmsFault> faults = Arbitraries.oneOf(
                Combinators.combine(shares, errors).as(SmsFault.Refuse::new),
                shares.map(SmsFault.Cut::new),
                shares.map(SmsFault.AcceptThenDrop::new),
                Combinators.combine(
                                shares,
                                Arbitraries.longs().between(1, 3_600_000).map(Duration::ofMillis),
                                Arbitraries.of(true, false))
                        .as(SmsFault.Hang::new));
        Arbitrary<Optional<Integer>> limits =
                Arbitraries.integers().between(1, 10_000).optional();
        Arbitrary<OptionalLong> seeds = Arbitraries.longs().optional().map(seed -> seed.map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        errors.optional(),
                        times,
                        limits,
                        ids,
                        numbers,
                        receipts,
                        Combinators.combine(faults.list().ofMaxSize(4), seeds).as(FaultsUnderASeed::new))
                .as((offline, bind, slow, limit, id, rules, receipt, struck) -> new SmsPlan(
                        offline,
                        bind,
                        slow,
                        limit.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        id,
                        rules,
                        receipt,
                        struck.faults(),
                        struck.seed()));
    }

    private record FaultsUnderASeed(List<SmsFault> faults, OptionalLong seed) {}
}
