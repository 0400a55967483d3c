package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.testsupport.SteppedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallDispatcherTest {
    private static final CallResult<String> DOWN = new CallResult.NotSent<>("connection refused");

    private final SteppedClock clock = new SteppedClock();
    private final SteppedTime time = new SteppedTime(clock);
    private final HandCrankedThreads threads = new HandCrankedThreads();
    private final ScriptedOutside outside = new ScriptedOutside();
    private final CircuitBreaker circuit = CircuitBreaker.of(
            "test",
            new CircuitPolicy(2, 2, 1, Duration.ofSeconds(5), Duration.ofSeconds(20)).toConfig(time, new Random(1)));
    private final CallDispatcher<Errand, String> dispatcher = new CallDispatcher<>(
            outside, circuit, 3, threads, clock, time, new CallMetrics(new SimpleMeterRegistry(), "test"));
    private final List<Completion<Errand, String>> done = new ArrayList<>();

    @Test
    void shouldStartNoMoreThanAllowedUntilOneEnds() {
        assertThat(List.of(start("1"), start("2"), start("3"), start("4"))).containsExactly(true, true, true, false);
        assertThat(dispatcher.callsInFlight()).isEqualTo(3);

        threads.finishOldest();

        assertThat(dispatcher.callsInFlight()).isEqualTo(2);
        assertThat(start("4")).isTrue();
    }

    @Test
    void shouldOpenAfterFailuresAndStartNothingThen() {
        open();

        assertThat(start("3")).isFalse();
        assertThat(dispatcher.callsInFlight()).isZero();
        assertThat(dispatcher.circuitClosed()).isFalse();
    }

    @Test
    void shouldStartOneProbeAndCloseWhenItSucceeds() {
        open();
        clock.advance(Duration.ofSeconds(7));
        outside.otherwise(new CallResult.Answered<>("back"));

        assertThat(start("probe")).isTrue();
        assertThat(start("other")).isFalse();
        threads.finishAll();

        assertThat(done.getLast().probe()).isTrue();
        assertThat(dispatcher.circuitClosed()).isTrue();
        assertThat(start("other")).isTrue();
        threads.finishAll();
        assertThat(done.getLast().probe()).isFalse();
    }

    @Test
    void shouldOpenAgainWhenTheProbeFails() {
        open();
        clock.advance(Duration.ofSeconds(7));
        assertThat(start("probe")).isTrue();
        threads.finishAll();

        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(start("other")).isFalse();
    }

    @Test
    void shouldNotTakeAnOldCallForTheProbe() {
        outside.onCall("old-success", new CallResult.Answered<>("slow")).onCall("old-time-out", DOWN);
        outside.onCall("probe", new CallResult.Answered<>("back"));
        start("old-success");
        start("x");
        threads.finishNewest();
        start("y");
        threads.finishNewest();
        assertThat(dispatcher.circuitClosed()).isTrue();
        outside.otherwise(DOWN);
        start("x1");
        threads.finishNewest();
        start("x2");
        threads.finishNewest();
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        clock.advance(Duration.ofSeconds(7));
        assertThat(start("probe")).isTrue();

        threads.finishOldest();

        assertThat(done.getLast().request().id).isEqualTo("old-success");
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(start("second-probe")).isFalse();
        threads.finishAll();
        assertThat(dispatcher.circuitClosed()).isTrue();
    }

    @Test
    void shouldNotCountBeingRefusedForGoodAsTrouble() {
        outside.otherwise(new CallResult.RefusedForGood<>("no", "never"));
        for (int i = 0; i < 20; i++) {
            start("good" + i);
            threads.finishAll();
        }

        assertThat(dispatcher.circuitClosed()).isTrue();
        assertThat(done).hasSize(20);
    }

    @Test
    void shouldNotCountAsTroubleWhatNobodyWillEverTell() {
        for (int i = 0; i < 20; i++) {
            outside.onInquiry("lost" + i, new InquiryResult.NeverKnown<>("no inquiry"));
            start("lost" + i, new History(0, true, 0, 0, 0, 0));
            threads.finishAll();
        }

        assertThat(dispatcher.circuitClosed()).isTrue();
        assertThat(done).hasSize(20).allSatisfy(completion -> assertThat(completion.ending())
                .isInstanceOf(Completion.Ending.NeverKnown.class));
    }

    @Test
    void shouldOpenWhenTheOutsideWantsTime() {
        outside.otherwise(new CallResult.RefusedForNow<>(null, "busy"));
        start("1");
        start("2");
        threads.finishAll();

        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void shouldStartNothingOnceClosed() {
        start("1");
        dispatcher.close();

        assertThat(start("2")).isFalse();
        threads.finishAll();
        assertThat(done).hasSize(1);
    }

    private void open() {
        outside.otherwise(DOWN);
        start("1");
        start("2");
        threads.finishAll();
    }

    private boolean start(String id) {
        return start(id, new History(0, false, 0, 0, 0, 0));
    }

    private boolean start(String id, History history) {
        var request = new OpenRequest<>(0, id, id, errand(id), Trace.NONE, history, true, 0);
        CallDispatcher.Permit permit = dispatcher.permit();
        if (permit == null) {
            return false;
        }
        dispatcher.start(permit, request, () -> false, done::add);
        return true;
    }
}
