package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's rules in a topology. That the books are even is asserted after every step of every test. */
class OutboundCallsTopologyTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final CallResult<String> DOWN = new CallResult.NotSent<>("connection refused");
    private static final CallResult<String> CUT = new CallResult.Unknown<>("connection reset");

    /** Rule 1: nothing is lost. */
    @Nested
    class Durability {
        @Test
        void shouldNotCallBeforeTheInFlightEntryIsCommitted() {
            try (var it = new EngineOnTestDriver()) {
                it.stopCommitting();
                it.send(errand("e1"));
                it.tick();
                it.tick();
                assertThat(it.inFlight()).containsExactly("e1");
                assertThat(it.threads.inFlight()).isZero();

                it.commit();
                it.tick();

                assertThat(it.threads.inFlight()).isOne();
            }
        }

        @Test
        void shouldKeepTheInFlightEntryUntilTheOutcomeIsForwarded() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1"));
                it.tick();
                it.threads.finishAll();
                assertThat(it.inFlight()).containsExactly("e1");
                assertThat(it.outcomes()).isEmpty();

                it.tick();

                assertThat(it.inFlight()).isEmpty();
                assertThat(it.outcomes()).containsExactly("e1 done ok 1");
            }
        }

        @Test
        void shouldRefuseToRunWithoutExactlyOnce() {
            var engine = OutboundCalls.<Errand, String>named("errands", new Errand.Form(), Errand::outcome)
                    .commitSignal(CommitSignal.afterEachStep())
                    .calling(new ScriptedOutside());
            var topology = EngineOnTestDriver.TOPICS.topology(engine);
            var config = EngineOnTestDriver.config(StreamsConfig.AT_LEAST_ONCE);

            assertThatThrownBy(() -> new TopologyTestDriver(topology, config))
                    .rootCause()
                    .hasMessageContaining("processing.guarantee=exactly_once_v2, but it is at_least_once");
        }
    }

    /** Rule 2: one outcome per id. */
    @Nested
    class OneOutcome {
        @Test
        void shouldMakeOneCallAndOneOutcomeWhenDuplicatesComeBeforeDuringAndAfterTheCall() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1"), errand("e1"));
                it.tick();
                it.send(errand("e1"));
                it.settle();
                it.send(errand("e1"));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1");
                assertThat(it.outcomes()).containsExactly("e1 done ok 1");
                assertThat(it.books().duplicates()).isEqualTo(3);
                assertThat(it.books().received()).isOne();
            }
        }

        @Test
        void shouldMakeNoSecondCallWhenADuplicateComesWhileItWaits() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", DOWN);
                it.sendAndSettle("e1");
                it.send(errand("e1"));
                it.settle();

                assertThat(it.outside.asked()).hasSize(1);
                assertThat(it.books().duplicates()).isOne();
                assertThat(it.books().waiting()).isOne();
            }
        }

        @Test
        void shouldStillWaitWhenADuplicateNamesNoTime() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1").notBefore(it.clock.instant().plusSeconds(30)));
                it.send(errand("e1"));
                it.settle();

                assertThat(it.outside.asked()).isEmpty();
                assertThat(it.books().duplicates()).isOne();
            }
        }

        @Test
        void shouldDeadLetterWhenAnIdComesBackWithOtherContent() {
            try (var it = new EngineOnTestDriver()) {
                it.sendAndSettle("e1");
                it.send(errand("e1").task("sell the house"));
                it.settle();

                assertThat(it.outside.asked()).hasSize(1);
                assertThat(it.outcomes()).hasSize(1);
                assertThat(it.deadLetters()).singleElement().satisfies(dead -> {
                    assertThat(new String(dead.value(), UTF_8)).isEqualTo("e1|ann|sell the house|0||0");
                    assertThat(header(dead, DeadLetterHeaders.MESSAGE)).contains("other content");
                    assertThat(header(dead, DeadLetterHeaders.TOPIC)).isEqualTo("errands");
                    assertThat(header(dead, DeadLetterHeaders.PARTITION)).isEqualTo("0");
                    assertThat(header(dead, DeadLetterHeaders.OFFSET)).isEqualTo("1");
                    assertThat(header(dead, DeadLetterHeaders.ATTEMPTS)).isEqualTo("0");
                    assertThat(Instant.parse(header(dead, DeadLetterHeaders.FIRST_SEEN)))
                            .isNotNull();
                });
            }
        }

        @Test
        void shouldForgetAnOutcomeWhenTheLedgerWindowIsOver() {
            try (var it = new EngineOnTestDriver()) {
                it.sendAndSettle("e1");
                it.pass(CallLimits.DEFAULTS.ledgerWindow().plusSeconds(1));
                it.send(errand("e1"));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "call e1");
            }
        }

        @Test
        void shouldChargeAgainUnderTheSameIdWhenAPersonSendsAFailedOneAgain() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", new CallResult.RefusedForGood<>("closed", "the shop is closed"));
                it.sendAndSettle("e1");
                it.send(errand("e1").redrives(1));
                it.settle();
                it.send(errand("e1").redrives(1));
                it.settle();

                assertThat(it.outcomes()).containsExactly("e1 REFUSED closed 1", "e1 done ok 1");
                assertThat(it.books().duplicates()).isOne();
                assertThat(it.books().received()).isEqualTo(2);
            }
        }

        @Test
        void shouldAskFirstWhenAPersonSendsAgainWhatWasUnknown() {
            try (var it = new EngineOnTestDriver(builder -> builder.retries(once()))) {
                it.outside.onCall("e1", CUT).onInquiry("e1", new InquiryResult.Done<>("done long ago"));
                it.sendAndSettle("e1");
                it.send(errand("e1").redrives(1));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "inquire e1");
                assertThat(it.outcomes()).containsExactly("e1 OUTCOME_UNKNOWN  1", "e1 done done long ago 1");
            }
        }

        @Test
        void shouldAskFirstWhenAPersonSendsAgainWhatTheLedgerHasForgotten() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1").redrives(1));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("inquire e1", "call e1");
            }
        }

        @Test
        void shouldTreatAsADuplicateWhenAPersonSendsASucceededOneAgain() {
            try (var it = new EngineOnTestDriver()) {
                it.sendAndSettle("e1");
                it.send(errand("e1").redrives(1));
                it.settle();

                assertThat(it.outside.asked()).hasSize(1);
                assertThat(it.outcomes()).hasSize(1);
                assertThat(it.books().duplicates()).isOne();
            }
        }
    }

    /** Rule 3: the outside sees one effect. */
    @Nested
    class OneEffect {
        @Test
        void shouldAskBeforeCallingAgainWhenTheAnswerWasLost() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", CUT).onInquiry("e1", new InquiryResult.Done<>("arrived"));
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(10));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "inquire e1");
                assertThat(it.outcomes()).containsExactly("e1 done arrived 2");
            }
        }

        @Test
        void shouldCallAgainWhenTheOutsideKnowsNothingOfTheLostCall() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", CUT).onInquiry("e1", new InquiryResult.NotFound<>());
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(10));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "inquire e1", "call e1");
                assertThat(it.outcomes()).containsExactly("e1 done ok 2");
            }
        }

        @Test
        void shouldSayOutcomeUnknownWhenAttemptsAreExhaustedAndNobodyCanTell() {
            try (var it = new EngineOnTestDriver()) {
                it.outside
                        .onCall("e1", CUT)
                        .onInquiry(
                                "e1", new InquiryResult.CannotTell<>("busy"), new InquiryResult.CannotTell<>("busy"));
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(10));
                it.settle();
                it.pass(Duration.ofSeconds(20));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "inquire e1", "inquire e1");
                assertThat(it.outcomes()).containsExactly("e1 OUTCOME_UNKNOWN  3");
            }
        }

        @Test
        void shouldSayOutcomeUnknownAtOnceWhenNobodyWillEverTell() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", CUT).onInquiry("e1", new InquiryResult.NeverKnown<>("no inquiry"));
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(10));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "inquire e1");
                assertThat(it.outcomes()).containsExactly("e1 OUTCOME_UNKNOWN  1");
            }
        }

        @Test
        void shouldSayExhaustedWhenEveryAttemptIsKnownToHaveDoneNothing() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", DOWN, DOWN, DOWN);
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(10));
                it.settle();
                it.pass(Duration.ofSeconds(20));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "call e1", "call e1");
                assertThat(it.outcomes()).containsExactly("e1 RETRIES_EXHAUSTED  3");
            }
        }

        @Test
        void shouldNotCallAgainWhenTheOutsideMayHaveForgottenTheKey() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", DOWN);
                it.sendAndSettle("e1");
                it.pass(it.outside.keyLife().plusMinutes(1));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1");
                assertThat(it.outcomes()).containsExactly("e1 EXPIRED  1");
            }
        }

        @Test
        void shouldAskAndThenSayUnknownWhenALostCallIsTooOldToBeMadeAgain() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", CUT).onInquiry("e1", new InquiryResult.NotFound<>());
                it.sendAndSettle("e1");
                it.pass(it.outside.keyLife().plusMinutes(1));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "inquire e1");
                assertThat(it.outcomes()).containsExactly("e1 OUTCOME_UNKNOWN  1");
            }
        }

        @Test
        void shouldAskFirstWhenTheMessageItselfSaysThatItWasTried() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1").retries(1));
                it.settle();

                assertThat(it.outside.asked()).containsExactly("inquire e1", "call e1");
            }
        }

        @ParameterizedTest
        @CsvSource({"-2147483648, RETRIES_EXHAUSTED", "-1, RETRIES_EXHAUSTED", "2147483647, OUTCOME_UNKNOWN"})
        void shouldKeepToTheAttemptsAllowedWhenTheMessageClaimsNonsense(int claimed, String kind) {
            try (var it = new EngineOnTestDriver()) {
                it.outside.otherwise(DOWN);
                it.send(errand("e1").retries(claimed));
                for (int i = 0; i < 5; i++) {
                    it.settle();
                    it.pass(Duration.ofSeconds(40));
                }

                long calls =
                        it.outside.asked().stream().filter("call e1"::equals).count();
                assertThat(calls).isBetween(1L, 3L);
                assertThat(it.outcomes()).singleElement().asString().startsWith("e1 " + kind);
            }
        }

        @Test
        void shouldRefuseToStartWhenRetriesOutliveTheKeys() {
            var builder = OutboundCalls.<Errand, String>named("errands", new Errand.Form(), Errand::outcome)
                    .retries(new RetryPolicy(200, A_SECOND, Duration.ofHours(1), 0.5, Duration.ofHours(1)));

            assertThatThrownBy(() -> builder.calling(new ScriptedOutside()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the outside remembers idempotency keys for PT168H only")
                    .hasMessageContaining("Lower max-attempts");
        }

        @Test
        void shouldRefuseToStartWhenRetriesOutliveTheLedger() {
            var limits = new CallLimits(
                    1, 1, Duration.ZERO, Duration.ofDays(1), Duration.ofMillis(10), Duration.ofMinutes(1));
            var builder = OutboundCalls.<Errand, String>named("errands", new Errand.Form(), Errand::outcome)
                    .limits(limits);

            assertThatThrownBy(() -> builder.calling(new ScriptedOutside()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Raise ledger-window");
        }
    }

    /** Rule 5: bounded, and one at a time per key in order. */
    @Nested
    class Order {
        @Test
        void shouldCallRequestsOfOneKeyOneAfterTheOtherAndOthersBeside() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("a1"), errand("a2"), errand("b1").of("bob"), errand("a3"));
                it.tick();
                assertThat(it.threads.inFlight()).isEqualTo(2);
                it.threads.finishNewest();
                it.tick();
                assertThat(it.outside.asked()).containsExactly("call b1");
                assertThat(it.threads.inFlight()).isOne();

                it.settle();

                assertThat(it.outside.asked()).containsExactly("call b1", "call a1", "call a2", "call a3");
                assertThat(it.outcomes())
                        .containsExactly("b1 done ok 1", "a1 done ok 1", "a2 done ok 1", "a3 done ok 1");
            }
        }

        @Test
        void shouldNeverHaveMoreCallsInFlightThanAllowed() {
            var two = new CallLimits(
                    2, 100, Duration.ZERO, Duration.ofDays(1), Duration.ofMillis(10), Duration.ofDays(8));
            try (var it = new EngineOnTestDriver(builder -> builder.limits(two))) {
                for (int i = 0; i < 5; i++) {
                    it.send(errand("e" + i).of("key" + i));
                }
                it.tick();
                it.tick();

                assertThat(it.threads.inFlight()).isEqualTo(2);
                assertThat(it.engine.callsInFlight()).isEqualTo(2);
                assertThat(it.books().inFlight()).isEqualTo(5);
            }
        }

        @Test
        void shouldUseTheLastQuarterOfTheRoomBeforeOneIsParked() {
            var narrow =
                    new CallLimits(1, 16, Duration.ZERO, Duration.ofDays(1), Duration.ofMillis(10), Duration.ofDays(8));
            try (var it = new EngineOnTestDriver(builder -> builder.limits(narrow))) {
                it.send(errand("first").of("first"));
                it.tick();
                for (int i = 0; i < 15; i++) {
                    it.send(errand("e" + i).of("key" + i));
                }
                assertThat(it.inFlight()).hasSize(16);
                assertThat(it.waiting()).isEmpty();
            }
        }

        @Test
        void shouldParkFromThreeQuartersOnWhileTheCircuitIsOpen() {
            var narrow =
                    new CallLimits(1, 16, Duration.ZERO, Duration.ofDays(1), Duration.ofMillis(10), Duration.ofDays(8));
            var atOnce = new CircuitPolicy(1, 1, 1, Duration.ofHours(1), Duration.ofHours(1));
            try (var it =
                    new EngineOnTestDriver(builder -> builder.limits(narrow).circuit(atOnce))) {
                it.outside.otherwise(DOWN);
                it.sendAndSettle("first");
                it.outside.otherwise(new CallResult.Answered<>("back"));
                for (int i = 0; i < 16; i++) {
                    it.send(errand("e" + i).of("key" + i));
                    it.tick();
                }

                assertThat(it.inFlight()).hasSize(12);
                assertThat(it.waiting()).hasSize(5);
            }
        }

        @Test
        void shouldParkAndLaterBringBackWhenThereIsNoRoom() {
            var narrow =
                    new CallLimits(1, 16, Duration.ZERO, Duration.ofDays(1), Duration.ofMillis(10), Duration.ofDays(8));
            try (var it = new EngineOnTestDriver(builder -> builder.limits(narrow))) {
                for (int i = 0; i < 16; i++) {
                    it.send(errand("e" + i).of("key" + i));
                }
                it.tick();
                it.send(errand("late").of("late"));
                it.tick();
                assertThat(it.inFlight()).hasSize(16);
                assertThat(it.waiting()).extracting(Errand::id).containsExactly("late");

                for (int i = 0; i < 20; i++) {
                    it.threads.finishAll();
                    it.tick();
                }
                it.pass(A_SECOND);
                it.settle();

                assertThat(it.outcomes()).hasSize(17).contains("late done ok 1");
            }
        }
    }

    /** Rule 6: retry. */
    @Nested
    class Retry {
        @Test
        void shouldGoBackToTheEndOfItsTopicWhenItsTimeHasComeAndNotBefore() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", DOWN);
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(9));
                it.settle();
                assertThat(it.republished()).isEmpty();
                assertThat(it.outside.asked()).hasSize(1);

                it.pass(A_SECOND);

                assertThat(it.republished()).singleElement().satisfies(again -> {
                    assertThat(again.retries()).isOne();
                    assertThat(again.notBefore()).isNotNull();
                });
                it.settle();
                assertThat(it.outcomes()).containsExactly("e1 done ok 2");
                assertThat(it.waiting()).isEmpty();
                assertThat(it.books().duplicates()).isZero();
                assertThat(it.books().onTheirWay()).isZero();
            }
        }

        @Test
        void shouldComeSoonerByItsJitter() {
            try (var it = new EngineOnTestDriver()) {
                it.chance = 0.8;
                it.outside.onCall("e1", DOWN);
                Instant before = it.clock.instant();
                it.sendAndSettle("e1");

                assertThat(it.waiting()).singleElement().satisfies(waiting -> assertThat(waiting.notBefore())
                        .isBetween(before.plusSeconds(6), before.plusMillis(6_100)));
            }
        }

        @Test
        void shouldWaitAsLongAsTheOutsideWishes() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", new CallResult.RefusedForNow<>(Duration.ofSeconds(45), "busy"));
                it.sendAndSettle("e1");
                it.pass(Duration.ofSeconds(44));
                it.settle();
                assertThat(it.outside.asked()).hasSize(1);

                it.pass(A_SECOND);
                it.settle();

                assertThat(it.outside.asked()).containsExactly("call e1", "call e1");
            }
        }

        @Test
        void shouldConsumeNoAttemptWhenTheOutsideWantsTime() {
            try (var it = new EngineOnTestDriver()) {
                var busy = new CallResult.RefusedForNow<String>(Duration.ofSeconds(45), "busy");
                it.outside.onCall("e1", busy, busy, busy, busy, busy);
                it.sendAndSettle("e1");
                for (int i = 0; i < 5; i++) {
                    assertThat(it.waiting()).singleElement().satisfies(waiting -> assertThat(waiting.retries())
                            .isZero());
                    it.pass(Duration.ofMinutes(2));
                    it.settle();
                }

                assertThat(it.outside.asked()).hasSize(6);
                assertThat(it.outcomes()).containsExactly("e1 done ok 1");
            }
        }

        @Test
        void shouldExpireWhenTheOutsideWantsTimeUntilItsKeysAreForgotten() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.otherwise(new CallResult.RefusedForNow<>(null, "busy"));
                it.sendAndSettle("e1");
                long hours = it.outside.keyLife().toHours() + 2;
                for (int i = 0; i < hours && it.books().failed() == 0; i++) {
                    it.pass(Duration.ofHours(1));
                    it.settle();
                }

                assertThat(it.outcomes()).singleElement().asString().startsWith("e1 EXPIRED");
            }
        }

        @Test
        void shouldNotRetryWhenRefusedForGood() {
            try (var it = new EngineOnTestDriver()) {
                it.outside.onCall("e1", new CallResult.RefusedForGood<>("no", "never"));
                it.sendAndSettle("e1");

                assertThat(it.outcomes()).containsExactly("e1 REFUSED no 1");
                assertThat(it.waiting()).isEmpty();
            }
        }

        @Test
        void shouldNotTakeAForgedReturnForTheRealOne() {
            try (var it = new EngineOnTestDriver(builder -> builder.threads(Runnable::run))) {
                it.outside.onCall("e1", DOWN, DOWN);
                it.sendAndSettle("e1");
                it.send(errand("e1").retries(2));
                it.settle();

                assertThat(it.outside.asked()).hasSize(1);
                assertThat(it.books().duplicates()).isOne();
                assertThat(it.waiting()).singleElement().satisfies(waiting -> assertThat(waiting.retries())
                        .isOne());
            }
        }

        @Test
        void shouldRespectTheTimeThatTheMessageNames() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1").notBefore(it.clock.instant().plusSeconds(30)));
                it.settle();
                assertThat(it.outside.asked()).isEmpty();
                assertThat(it.books().waiting()).isOne();

                it.pass(Duration.ofSeconds(30));
                it.settle();

                assertThat(it.outcomes()).containsExactly("e1 done ok 1");
            }
        }

        @Test
        void shouldCallAtOnceWhenTheTimeNamedIsLongPast() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1").notBefore(Instant.MIN));
                it.settle();

                assertThat(it.outcomes()).containsExactly("e1 done ok 1");
            }
        }

        @Test
        void shouldDeadLetterWhenTheTimeNamedIsTooFarAway() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1").notBefore(Instant.MAX));

                assertThat(it.deadLetters()).singleElement().satisfies(dead -> assertThat(
                                header(dead, DeadLetterHeaders.MESSAGE))
                        .contains("more than 30 days away"));
            }
        }

        @Test
        void shouldHandOnTheTraceWhenRepublishedAndFinished() {
            try (var it = new EngineOnTestDriver()) {
                String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
                var headers = new RecordHeaders().add("traceparent", trace.getBytes(UTF_8));
                it.outside.onCall("e1", DOWN);
                it.send(new TestRecord<>(
                        "ann".getBytes(UTF_8), new Errand.Form().write(errand("e1")), headers, it.clock.instant()));
                it.settle();
                it.pass(Duration.ofSeconds(10));
                it.settle();

                assertThat(it.outcomeRecords()).singleElement().satisfies(done -> assertThat(
                                header(done, "traceparent"))
                        .isEqualTo(trace));
            }
        }
    }

    /** Rule 7: the circuit. */
    @Nested
    class Circuit {
        private static final CircuitPolicy AFTER_TWO =
                new CircuitPolicy(2, 2, 1, Duration.ofSeconds(5), Duration.ofSeconds(20));

        private static EngineOnTestDriver withOpenCircuit() {
            var it = new EngineOnTestDriver(builder -> builder.circuit(AFTER_TWO));
            it.outside.otherwise(DOWN);
            it.send(errand("x1").of("x1"), errand("x2").of("x2"));
            it.settle();
            assertThat(it.engine.circuit()).isEqualTo("open");
            return it;
        }

        @Test
        void shouldConsumeNoAttemptAndDeadLetterNothingWhileOpen() {
            try (var it = withOpenCircuit()) {
                for (int i = 0; i < 10; i++) {
                    it.send(errand("e" + i).of("key" + i));
                }
                for (int i = 0; i < 100; i++) {
                    it.pass(Duration.ofSeconds(30));
                    it.settle();
                }
                assertThat(it.outcomes()).isEmpty();
                assertThat(it.deadLetters()).isEmpty();
                assertThat(it.waiting()).extracting(Errand::retries).allMatch(retries -> retries <= 1);

                it.outside.otherwise(new CallResult.Answered<>("back"));
                for (int i = 0; i < 10; i++) {
                    it.pass(Duration.ofSeconds(30));
                    it.settle();
                }

                assertThat(it.engine.circuit()).isEqualTo("closed");
                assertThat(it.outcomes()).hasSize(12).allMatch(outcome -> outcome.contains(" done back "));
                assertThat(it.books().succeeded()).isEqualTo(12);
            }
        }

        @Test
        void shouldSendOneProbeAtATime() {
            try (var it = withOpenCircuit()) {
                it.outside.asked().clear();
                for (int i = 0; i < 5; i++) {
                    it.send(errand("e" + i).of("key" + i));
                }
                it.tick();
                assertThat(it.threads.inFlight()).isZero();

                it.pass(Duration.ofSeconds(7));
                it.tick();

                assertThat(it.engine.circuit()).isEqualTo("half-open");
                assertThat(it.threads.inFlight()).isOne();
            }
        }

        @Test
        void shouldConsumeNoAttemptWhenAProbeFails() {
            try (var it = withOpenCircuit()) {
                it.send(errand("probe").of("probe"));
                it.tick();
                it.outside.asked().clear();
                it.pass(Duration.ofSeconds(7));
                it.threads.finishAll();
                it.tick();

                assertThat(it.outside.asked()).containsExactly("call probe");
                assertThat(it.engine.circuit()).isEqualTo("open");
                assertThat(it.waiting())
                        .filteredOn(waiting -> waiting.id().equals("probe"))
                        .singleElement()
                        .satisfies(waiting -> assertThat(waiting.retries()).isZero());
            }
        }

        @Test
        void shouldBringBackOneWaitingRequestAtATimeWhileOpen() {
            try (var it = withOpenCircuit()) {
                it.pass(Duration.ofSeconds(15));
                assertThat(it.republished()).hasSize(1);

                it.pass(Duration.ofMillis(10));

                assertThat(it.republished()).isEmpty();
                assertThat(it.books().waiting()).isOne();
            }
        }

        @Test
        void shouldProbeWithAWaitingRequestWhenNothingElseIsThere() {
            try (var it = withOpenCircuit()) {
                it.outside.otherwise(new CallResult.Answered<>("back"));
                for (int i = 0; i < 5; i++) {
                    it.pass(Duration.ofSeconds(15));
                    it.settle();
                }

                assertThat(it.engine.circuit()).isEqualTo("closed");
                assertThat(it.outcomes()).containsExactlyInAnyOrder("x1 done back 2", "x2 done back 2");
            }
        }
    }

    /** What is not a request leaves by its own branch. */
    @Nested
    class DeadLetters {
        @Test
        void shouldDeadLetterTheUntouchedBytesWhenTheyAreNoRequest() {
            try (var it = new EngineOnTestDriver()) {
                byte[] rubbish = {(byte) 0xff, 0, 1, (byte) 0xfe};
                it.send("ann".getBytes(UTF_8), rubbish);
                it.sendAndSettle("e1");

                assertThat(it.deadLetters()).singleElement().satisfies(dead -> {
                    assertThat(dead.value()).isEqualTo(rubbish);
                    assertThat(dead.key()).isEqualTo("ann".getBytes(UTF_8));
                    assertThat(header(dead, DeadLetterHeaders.MESSAGE)).isEqualTo("an errand has six parts");
                });
                assertThat(it.outcomes()).hasSize(1);
                assertThat(it.books().deadLettered()).isOne();
            }
        }

        @Test
        void shouldDeadLetterWhenThereIsNoKey() {
            try (var it = new EngineOnTestDriver()) {
                byte[] value = new Errand.Form().write(errand("e1"));
                it.send(null, value);

                assertThat(it.deadLetters()).singleElement().satisfies(dead -> {
                    assertThat(dead.value()).isEqualTo(value);
                    assertThat(header(dead, DeadLetterHeaders.MESSAGE)).contains("key is not the one in its value");
                });
            }
        }

        @Test
        void shouldDeadLetterWhenTheKeyIsAnother() {
            try (var it = new EngineOnTestDriver()) {
                it.send("bob".getBytes(UTF_8), new Errand.Form().write(errand("e1")));
                it.settle();

                assertThat(it.deadLetters()).hasSize(1);
                assertThat(it.outside.asked()).isEmpty();
            }
        }

        @Test
        void shouldDeadLetterWhenThereIsNoValue() {
            try (var it = new EngineOnTestDriver()) {
                it.send("ann".getBytes(UTF_8), null);

                assertThat(it.deadLetters()).singleElement().satisfies(dead -> {
                    assertThat(dead.getValue()).isNull();
                    assertThat(header(dead, DeadLetterHeaders.MESSAGE)).isEqualTo("the record has no value");
                });
            }
        }

        @Test
        void shouldDeadLetterWhenTheValueIsTooLarge() {
            try (var it = new EngineOnTestDriver()) {
                byte[] large = new Errand.Form().write(errand("e1").task("x".repeat(ErrandTopics.LARGEST)));
                it.send("ann".getBytes(UTF_8), large);

                assertThat(it.deadLetters()).singleElement().satisfies(dead -> {
                    assertThat(dead.value()).isEqualTo(large);
                    assertThat(header(dead, DeadLetterHeaders.MESSAGE)).contains("more than the 1000 allowed");
                });
            }
        }
    }

    /** Rule 8: shutdown. */
    @Nested
    class Shutdown {
        @Test
        void shouldStartNoCallOnceDrainingHasBegun() {
            try (var it = new EngineOnTestDriver()) {
                it.send(errand("e1"), errand("e2"));
                it.tick();
                assertThat(it.engine.drain(Duration.ofMillis(1)))
                        .as("e1 is still running")
                        .isFalse();
                it.threads.finishAll();
                it.tick();
                it.tick();

                assertThat(it.engine.drain(Duration.ofMillis(1))).isTrue();
                assertThat(it.outside.asked()).containsExactly("call e1");
                assertThat(it.inFlight()).containsExactly("e2");
            }
        }
    }

    static RetryPolicy once() {
        return new RetryPolicy(1, A_SECOND, A_SECOND, 0, A_SECOND);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        var values = new ArrayList<String>();
        record.headers().headers(name).forEach(header -> values.add(new String(header.value(), UTF_8)));
        assertThat(values).as(name).hasSize(1);
        return values.getFirst();
    }

    @Test
    void shouldShowTheBooksOfEveryState() {
        try (var it = new EngineOnTestDriver()) {
            it.outside
                    .onCall("failed", new CallResult.RefusedForGood<>("no", ""))
                    .onCall("waiting", DOWN);
            for (String id : List.of("done", "failed", "waiting")) {
                it.send(errand(id).of(id));
            }
            it.send("ann".getBytes(UTF_8), null);
            it.settle();
            it.send(errand("in-flight"), errand("done").of("done"));
            it.tick();

            Books books = it.books();
            assertThat(books).isEqualTo(new Books(5, 1, 1, 1, 1, 1, 0, 1, books.oldestWaitingMillis()));
        }
    }

    @Test
    void shouldGoOnCountingWhenNobodyElseHoldsTheBooks() {
        try (var it = new EngineOnTestDriver()) {
            it.sendAndSettle("e1");
            System.gc();

            assertThat(it.meters.get("tocsin.calls.received").gauge().value()).isOne();
            assertThat(it.meters.get("tocsin.calls.uneven").gauge().value()).isZero();
        }
    }
}
