package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An outside that cannot be asked, like a mail server: its calls are announced before they begin. */
class UnaskableOutsideTest {
    private static final CallResult<String> BUSY = new CallResult.RefusedForNow<>(null, "421 try later");

    private EngineOnTestDriver mute(int calls) {
        return new EngineOnTestDriver(ScriptedOutside.mute(), builder -> builder.limits(new CallLimits(
                        calls,
                        100,
                        Duration.ofMillis(100),
                        Duration.ofDays(1),
                        Duration.ofMillis(10),
                        Duration.ofDays(8)))
                .circuit(new CircuitPolicy(2, 2, 1, Duration.ofSeconds(5), Duration.ofSeconds(20)))
                .keepingOrder());
    }

    @Test
    void shouldAnnounceWithItsFirstEntryWhatNeedNotStandInLine() {
        try (var it = mute(2)) {
            it.stopCommitting();
            it.send(errand("e1").of("ann"));
            assertThat(it.mayBeCalled()).containsExactly("e1");
            it.tick();
            assertThat(it.threads.inFlight()).as("before the commit").isZero();

            it.commit();
            it.tick();

            assertThat(it.threads.inFlight()).isOne();
        }
    }

    @Test
    void shouldAnnounceNoMoreThanCanBeCalled() {
        try (var it = mute(2)) {
            it.send(
                    errand("e1").of("ann"),
                    errand("e2").of("bob"),
                    errand("e3").of("cid"),
                    errand("e4").of("ann"));
            it.tick();

            assertThat(it.mayBeCalled()).containsExactlyInAnyOrder("e1", "e2");
            assertThat(it.inFlight()).hasSize(4);
        }
    }

    @Test
    void shouldCallWhatStoodInLineOnlyAfterItsAnnouncementIsCommitted() {
        try (var it = mute(1)) {
            it.send(errand("e1").of("ann"), errand("e2").of("bob"));
            it.tick();
            it.threads.finishAll();
            it.stopCommitting();
            it.tick();
            it.tick();
            assertThat(it.mayBeCalled()).containsExactly("e2");
            assertThat(it.threads.inFlight()).isZero();

            it.commit();
            it.tick();

            assertThat(it.threads.inFlight()).isOne();
            it.threads.finishAll();
            it.tick();
            assertThat(it.outside.asked()).containsExactly("call e1", "call e2");
        }
    }

    @Test
    void shouldAnnounceNothingWhileTheCircuitIsOpen() {
        try (var it = mute(10)) {
            it.outside.otherwise(BUSY);
            it.send(errand("e1").of("ann"), errand("e2").of("bob"));
            it.settle();
            assertThat(it.engine.circuit()).isEqualTo("open");

            it.send(errand("e3").of("cid"), errand("e4").of("dan"));
            it.settle();

            assertThat(it.mayBeCalled()).isEmpty();
            assertThat(it.inFlight()).hasSize(4);
            assertThat(it.outside.asked()).hasSize(2);
        }
    }

    /** It got its permit while all was well, and its turn when the outside was away. */
    @Test
    void shouldNotBeginAnAnnouncedCallWhenTheCircuitHasOpenedMeanwhile() {
        try (var it = mute(3)) {
            it.outside.otherwise(BUSY);
            it.send(errand("e1").of("ann"), errand("e2").of("bob"));
            it.tick();
            it.stopCommitting();
            it.send(errand("e3").of("cid"));
            assertThat(it.mayBeCalled()).contains("e3");
            it.threads.finishAll();
            assertThat(it.engine.circuit()).isEqualTo("open");

            it.commit();
            it.tick();

            assertThat(it.threads.inFlight()).isZero();
            assertThat(it.engine.callsInFlight()).isZero();
            assertThat(it.mayBeCalled()).as("nobody need ask what became of it").doesNotContain("e3");
            it.outside.otherwise(new CallResult.Answered<>("ok"));
            it.commit();
            it.pass(Duration.ofSeconds(10));
            it.commit();
            it.settle();
            assertThat(it.outside.asked()).contains("call e3");
        }
    }

    @Test
    void shouldNotBeginAnAnnouncedCallOnceDrainingHasBegun() {
        try (var it = mute(3)) {
            it.stopCommitting();
            it.send(errand("e1").of("ann"));
            assertThat(it.mayBeCalled()).containsExactly("e1");
            assertThat(it.engine.drain(Duration.ofMillis(1)))
                    .as("its permit is not given back yet")
                    .isFalse();

            it.commit();
            it.tick();

            assertThat(it.engine.drain(Duration.ofMillis(1))).isTrue();
            assertThat(it.threads.inFlight()).isZero();
            assertThat(it.mayBeCalled())
                    .as("the next owner need not suspect it")
                    .isEmpty();
            assertThat(it.inFlight()).containsExactly("e1");
        }
    }

    @Test
    void shouldProbeWithOneAndThenSendAllInTheirOrder() {
        try (var it = mute(10)) {
            it.outside.otherwise(BUSY);
            it.send(errand("a1").of("ann"), errand("b1").of("bob"));
            it.settle();
            it.send(errand("a2").of("ann"), errand("a3").of("ann"), errand("b2").of("bob"));
            it.outside.asked().clear();
            it.outside.otherwise(new CallResult.Answered<>("ok"));

            it.pass(Duration.ofSeconds(10));
            it.tick();
            assertThat(it.threads.inFlight()).as("one probe").isOne();
            it.threads.finishAll();
            for (int i = 0; i < 4; i++) {
                it.settle();
            }

            assertThat(it.outcomes()).hasSize(5);
            assertThat(it.outside.asked()).containsSubsequence("call a1", "call a2", "call a3");
            assertThat(it.outside.asked()).containsSubsequence("call b1", "call b2");
            assertThat(it.republished()).isEmpty();
            assertThat(it.engine.callsInFlight()).isZero();
        }
    }

    /** Its own wait would be over much later: it waited for the outside, and that is back. */
    @Test
    void shouldSendAtOnceWhatWasHeldWhenTheOutsideIsBack() {
        try (var it = mute(10)) {
            it.outside.onCall("a1", BUSY).onCall("c1", new CallResult.RefusedForNow<>(Duration.ofMinutes(1), "451"));
            it.send(errand("a1").of("ann"), errand("c1").of("cid"));
            it.settle();
            assertThat(it.engine.circuit()).isEqualTo("open");
            it.outside.asked().clear();

            it.pass(Duration.ofSeconds(6));
            it.send(errand("d1").of("dan"));
            it.settle();
            it.settle();

            assertThat(it.outside.asked()).containsExactly("call d1", "call a1");
        }
    }

    /** Its call began before the outside was away, and ended when it was back. */
    @Test
    void shouldLeaveAloneForItsTimeWhatTheOutsideRefusesWhenItIsBack() {
        try (var it = mute(10)) {
            it.outside.onCall("a1", BUSY).onCall("b1", BUSY).onCall("c1", BUSY);
            it.send(errand("a1").of("ann"), errand("b1").of("bob"), errand("c1").of("cid"));
            it.tick();
            it.threads.finishNewest();
            it.threads.finishNewest();
            it.tick();
            assertThat(it.engine.circuit()).isEqualTo("open");
            it.pass(Duration.ofSeconds(6));
            it.send(errand("d1").of("dan"));
            it.tick();
            it.tick();
            it.threads.finishNewest();
            assertThat(it.engine.circuit()).isEqualTo("closed");
            it.threads.finishOldest();
            it.outside.asked().clear();

            it.settle();
            it.settle();

            assertThat(it.outside.asked()).containsExactlyInAnyOrder("call b1", "call c1");
            assertThat(it.mayBeCalled()).isEmpty();
            assertThat(it.inFlight()).containsExactly("a1");
        }
    }

    @Test
    void shouldLeaveAloneForItsTimeWhatWasRefusedForNowAndKeepItsKindredBehindIt() {
        try (var it = new EngineOnTestDriver(ScriptedOutside.mute(), OutboundCalls.Builder::keepingOrder)) {
            it.outside.onCall("a1", new CallResult.RefusedForNow<>(Duration.ofSeconds(30), "451"));
            it.send(errand("a1").of("ann"), errand("a2").of("ann"), errand("b1").of("bob"));
            it.settle();
            it.settle();
            assertThat(it.outcomes()).containsExactly("b1 done ok 1");
            assertThat(it.books().waiting()).isZero();

            it.pass(Duration.ofSeconds(29));
            it.settle();
            assertThat(it.outside.asked()).containsExactly("call a1", "call b1");

            it.pass(Duration.ofSeconds(20));
            it.settle();
            it.settle();
            assertThat(it.outcomes()).containsExactly("a1 done ok 1", "a2 done ok 1");
        }
    }

    @Test
    void shouldSendBackToTheEndOfTheTopicWhatIsDeferredAndLetOthersPass() {
        try (var it = new EngineOnTestDriver(ScriptedOutside.mute(), OutboundCalls.Builder::keepingOrder)) {
            it.outside.onCall("a1", new CallResult.Deferred<>(Duration.ofSeconds(30), "450 greylisted"));
            it.send(errand("a1").of("ann"), errand("a2").of("ann"));
            it.settle();
            it.settle();

            assertThat(it.outcomes()).containsExactly("a2 done ok 1");
            assertThat(it.waiting()).extracting(Errand::id).containsExactly("a1");
            it.pass(Duration.ofSeconds(45));
            assertThat(it.republished()).singleElement().satisfies(again -> {
                assertThat(again.id()).isEqualTo("a1");
                assertThat(again.retries()).as("no attempt is used up").isZero();
            });
        }
    }

    @Test
    void shouldNotOpenTheCircuitForWhatIsDeferred() {
        try (var it = mute(10)) {
            it.outside.otherwise(new CallResult.Deferred<>(null, "450 greylisted"));
            for (int i = 0; i < 10; i++) {
                it.send(errand("e" + i).of("k" + i));
            }
            it.settle();

            assertThat(it.engine.circuit()).isEqualTo("closed");
            assertThat(it.books().waiting()).isEqualTo(10);
        }
    }
}
