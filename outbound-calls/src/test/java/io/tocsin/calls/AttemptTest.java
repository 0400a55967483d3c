package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testsupport.SteppedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final ScriptedOutside outside = new ScriptedOutside();

    @Test
    void shouldCallAtOnceWhenNothingCanHaveHappened() {
        assertThat(attempt(outside, false, NOW).make(CLOCK)).isEqualTo(ended(new CallResult.Answered<>("ok"), false));
        assertThat(outside.asked()).containsExactly("call e1");
    }

    @Test
    void shouldAskFirstAndCallOnlyWhenTheOutsideKnowsNothing() {
        outside.onInquiry("e1", new InquiryResult.NotFound<>());

        assertThat(attempt(outside, true, NOW).make(CLOCK)).isEqualTo(ended(new CallResult.Answered<>("ok"), false));
        assertThat(outside.asked()).containsExactly("inquire e1", "call e1");
    }

    @Test
    void shouldStaySuspectedWhenTheOutsideKnewNothingAndTheNextCallDoesNotReachIt() {
        outside.onInquiry("e1", new InquiryResult.NotFound<>());
        outside.otherwise(new CallResult.NotSent<>("refused"));

        assertThat(attempt(outside, true, NOW).make(CLOCK).mayHaveHappened()).isTrue();
        assertThat(outside.asked()).containsExactly("inquire e1", "call e1");
    }

    @Test
    void shouldTakeTheAnswerOfTheInquiryAndNotCall() {
        outside.onInquiry("e1", new InquiryResult.Done<>("done"));

        assertThat(attempt(outside, true, NOW).make(CLOCK).ending())
                .isEqualTo(new Completion.Ending.Asked<>(new CallResult.Answered<>("done")));
        assertThat(outside.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldNotCallWhenTheInquirySaysRefused() {
        outside.onInquiry("e1", new InquiryResult.Refused<>("no", "never"));

        assertThat(attempt(outside, true, NOW).make(CLOCK))
                .isEqualTo(ended(new CallResult.RefusedForGood<>("no", "never"), false));
        assertThat(outside.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldNotCallWhenNobodyCanTell() {
        outside.onInquiry("e1", new InquiryResult.CannotTell<>("still running"));

        assertThat(attempt(outside, true, NOW).make(CLOCK))
                .isEqualTo(ended(new CallResult.Unknown<>("inquiry: still running"), true));
        assertThat(outside.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldNotCallWhenNobodyWillEverTell() {
        outside.onInquiry("e1", new InquiryResult.NeverKnown<>("mail servers have no inquiry"));

        assertThat(attempt(outside, true, NOW).make(CLOCK))
                .isEqualTo(
                        new Attempt.Ended<>(new Completion.Ending.NeverKnown<>("mail servers have no inquiry"), true));
        assertThat(outside.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldNotCallWhenTheInquiryTookUntilTheKeyMayBeForgotten() {
        var clock = new SteppedClock();
        Instant expiry = clock.instant().plusSeconds(1);
        var slow = new ScriptedOutside() {
            @Override
            public InquiryResult<String> inquire(Errand errand, CallContext context) {
                clock.advance(Duration.ofSeconds(2));
                return super.inquire(errand, context);
            }
        };
        slow.onInquiry("e1", new InquiryResult.NotFound<>());

        assertThat(new Attempt<>(slow, errand("e1"), new CallContext("e1", 1, Map.of()), true, expiry, () -> false)
                        .make(clock)
                        .ending())
                .isInstanceOf(Completion.Ending.TooOld.class);
        assertThat(slow.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldNotCallWhenItsPartitionHasGoneToAnotherOwnerDuringTheInquiry() {
        var gone = new AtomicBoolean();
        var slow = new ScriptedOutside() {
            @Override
            public InquiryResult<String> inquire(Errand errand, CallContext context) {
                gone.set(true);
                return super.inquire(errand, context);
            }
        };
        slow.onInquiry("e1", new InquiryResult.NotFound<>());
        var context = new CallContext("e1", 1, Map.of());

        assertThat(new Attempt<>(slow, errand("e1"), context, true, NOW, gone::get)
                        .make(CLOCK)
                        .ending())
                .isEqualTo(new Completion.Ending.Disowned<>());
        assertThat(slow.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldNotCallWhenTheKeyMayBeForgotten() {
        Attempt.Ended<String> clean = attempt(outside, false, NOW).make(Clock.offset(CLOCK, Duration.ofMillis(1)));
        Attempt.Ended<String> suspected = attempt(outside, true, NOW).make(Clock.offset(CLOCK, Duration.ofMillis(1)));

        assertThat(clean.ending()).isInstanceOf(Completion.Ending.TooOld.class);
        assertThat(clean.mayHaveHappened()).isFalse();
        assertThat(suspected.ending()).isInstanceOf(Completion.Ending.TooOld.class);
        assertThat(suspected.mayHaveHappened()).isTrue();
        assertThat(outside.asked()).containsExactly("inquire e1");
    }

    @Test
    void shouldTakeEveryThrowOrNullForUnknown() {
        assertUnknown(() -> {
            throw new IllegalStateException("boom");
        });
        assertUnknown(() -> {
            throw new NoClassDefFoundError("gone");
        });
        assertUnknown(() -> null);
    }

    private static void assertUnknown(Supplier<@Nullable Object> breaks) {
        var breaking = new Outside<Errand, String>() {
            @Override
            @SuppressWarnings({"unchecked", "NullAway"}) // what a port of others, not checked by NullAway, may do
            public CallResult<String> call(Errand request, CallContext context) {
                return (CallResult<String>) breaks.get();
            }

            @Override
            @SuppressWarnings({"unchecked", "NullAway"}) // as above
            public InquiryResult<String> inquire(Errand request, CallContext context) {
                return (InquiryResult<String>) breaks.get();
            }

            @Override
            public Duration keyLife() {
                return Duration.ofDays(1);
            }
        };
        for (boolean suspected : new boolean[] {false, true}) {
            Attempt.Ended<String> ended = attempt(breaking, suspected, NOW).make(CLOCK);
            assertThat(ended.mayHaveHappened()).isTrue();
            assertThat(ended.ending())
                    .isInstanceOfSatisfying(Completion.Ending.Asked.class, asked -> assertThat(asked.result())
                            .isInstanceOf(CallResult.Unknown.class));
        }
    }

    private static Attempt<Errand, String> attempt(
            Outside<Errand, String> outside, boolean mayHaveHappened, Instant expiresAt) {
        return new Attempt<>(
                outside, errand("e1"), new CallContext("e1", 1, Map.of()), mayHaveHappened, expiresAt, () -> false);
    }

    private static Attempt.Ended<String> ended(CallResult<String> result, boolean mayHaveHappened) {
        return new Attempt.Ended<>(new Completion.Ending.Asked<>(result), mayHaveHappened);
    }
}
