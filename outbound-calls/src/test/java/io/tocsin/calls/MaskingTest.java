package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What must not be kept gets no further than the topic that somebody else wrote it to. */
class MaskingTest {
    private static final byte[] ANN = "ann".getBytes(UTF_8);

    private static byte[] value(Errand errand) {
        return new Errand.Form().write(errand);
    }

    @Test
    void shouldDeadLetterARequestThatCarriesIt() {
        try (var it = new EngineOnTestDriver()) {
            it.send(ANN, value(errand("1").task("tell the secret")));
            it.settle();

            assertThat(it.outcomes()).isEmpty();
            assertThat(it.inFlight()).isEmpty();
            assertThat(it.deadLetters()).singleElement().satisfies(dead -> {
                assertThat(dead.key()).isEqualTo(ANN);
                assertThat(dead.value()).isEqualTo(value(errand("1").task("tell the ******")));
                assertThat(dead.headers().lastHeader(DeadLetterHeaders.MESSAGE).value())
                        .asString(UTF_8)
                        .isEqualTo("it is confidential");
                assertThat(dead.headers().lastHeader("secret-masked").value())
                        .asString(UTF_8)
                        .isEqualTo("value");
            });
        }
    }

    @Test
    void shouldCallARequestWhoseHeadersCarryItAndHandNoneOfThemOn() {
        try (var it = new EngineOnTestDriver()) {
            var headers = new RecordHeaders()
                    .add("traceparent", "00-trace".getBytes(UTF_8))
                    .add("tracestate", "the=secret".getBytes(UTF_8))
                    .add("note", "secret".getBytes(UTF_8));
            it.send(new TestRecord<>(ANN, value(errand("1")), headers));
            it.settle();

            assertThat(it.outcomeRecords()).singleElement().satisfies(outcome -> {
                assertThat(outcome.headers().lastHeader("traceparent").value())
                        .asString(UTF_8)
                        .isEqualTo("00-trace");
                assertThat(outcome.headers().toArray()).hasSize(1);
            });
        }
    }

    @Test
    void shouldNotHandOnATraceThatCarriesIt() {
        try (var it = new EngineOnTestDriver()) {
            it.send(new TestRecord<>(
                    ANN, value(errand("1")), new RecordHeaders().add("traceparent", "secret".getBytes(UTF_8))));
            it.settle();

            assertThat(it.outcomeRecords()).singleElement().satisfies(outcome -> assertThat(
                            outcome.headers().toArray())
                    .isEmpty());
        }
    }
}
