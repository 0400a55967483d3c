package io.tocsin.simulation.history;

import static io.tocsin.simulation.history.HistoryEvent.Answer.ANSWERED;
import static io.tocsin.simulation.history.HistoryEvent.Answer.DEFERRED;
import static io.tocsin.simulation.history.HistoryEvent.Answer.NOT_SENT;
import static io.tocsin.simulation.history.HistoryEvent.Answer.REFUSED_FOR_NOW;
import static io.tocsin.simulation.history.HistoryEvent.Answer.UNKNOWN;
import static io.tocsin.simulation.history.HistoryEvent.Circuit.CLOSED;
import static io.tocsin.simulation.history.HistoryEvent.Circuit.HALF_OPEN;
import static io.tocsin.simulation.history.HistoryEvent.Circuit.OPEN;
import static io.tocsin.simulation.history.HistoryEvent.Ending.EXPIRED;
import static io.tocsin.simulation.history.HistoryEvent.Ending.OUTCOME_UNKNOWN;
import static io.tocsin.simulation.history.HistoryEvent.Ending.REFUSED;
import static io.tocsin.simulation.history.HistoryEvent.Ending.RETRIES_EXHAUSTED;
import static io.tocsin.simulation.history.HistoryEvent.Ending.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.Books;
import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Circuit;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import io.tocsin.simulation.history.HistoryEvent.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Small histories, each right but for one thing. */
class HistoryCheckerTest {
    private static final Promises PROMISES = new Promises(
            new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(4), 0, Duration.ofSeconds(30)),
            new CallLimits(
                    2, 8, Duration.ofMillis(100), Duration.ofHours(1), Duration.ofMillis(10), Duration.ofDays(8)),
            new CircuitPolicy(3, 2, 0.5, Duration.ofSeconds(1), Duration.ofSeconds(4)),
            Duration.ofHours(1),
            false,
            id -> false,
            false);

    /** The outside cannot be asked, and what is called "twice" may come twice. */
    private static final Promises UNASKABLE = new Promises(
            PROMISES.retries(),
            PROMISES.limits(),
            PROMISES.circuit(),
            PROMISES.keyLife(),
            true,
            "twice"::equals,
            false);

    private static final Promises KEEPING_ORDER = new Promises(
            PROMISES.retries(), PROMISES.limits(), PROMISES.circuit(), PROMISES.keyLife(), false, id -> false, true);

    private final List<HistoryEvent> history = new ArrayList<>();
    private long now;
    private long nextOffset;

    @Test
    void shouldFindNothingInTheUsualCourse() {
        request("a");
        attempt(1, "a", 1, ANSWERED);
        effect("a");
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindWhatIsLost() {
        request("a");
        attempt(1, "a", 1, ANSWERED);
        effect("a");

        assertThat(found()).containsExactly(Guarantee.NOTHING_LOST);
    }

    @Test
    void shouldFindARedriveThatIsLost() {
        request("a");
        outcome("a", OUTCOME_UNKNOWN, 1);
        sent("a", "same", 1, false);

        assertThat(found()).containsExactly(Guarantee.NOTHING_LOST);
    }

    @Test
    void shouldFindAConflictThatIsNoDeadLetter() {
        request("a");
        outcome("a", REFUSED, 1);
        long conflict = sent("a", "other", 0, false);

        assertThat(found()).containsExactly(Guarantee.NOTHING_LOST);
        happens(new HistoryEvent.DeadLettered(now, 0, conflict, "conflict"));
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindARequestThatIsADeadLetter() {
        request("a");
        outcome("a", REFUSED, 1);
        happens(new HistoryEvent.DeadLettered(now, 0, 0, "no reason"));

        assertThat(found()).containsExactly(Guarantee.NOTHING_LOST);
    }

    @Test
    void shouldFindTwoOutcomes() {
        request("a");
        outcome("a", REFUSED, 1);
        outcome("a", REFUSED, 1);

        assertThat(found()).containsExactly(Guarantee.ONE_OUTCOME);
    }

    @Test
    void shouldFindAnOutcomeAfterASuccessEvenWhenItWasSentAgain() {
        request("a");
        effect("a");
        outcome("a", SUCCEEDED, 1);
        sent("a", "same", 1, false);
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).containsExactly(Guarantee.ONE_OUTCOME);
    }

    @Test
    void shouldAllowAnotherOutcomeAfterAFailureThatWasSentAgain() {
        request("a");
        outcome("a", OUTCOME_UNKNOWN, 1);
        sent("a", "same", 1, false);
        effect("a");
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindTwoEffects() {
        request("a");
        effect("a");
        effect("a");
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).containsExactly(Guarantee.ONE_EFFECT);
    }

    @Test
    void shouldFindAnOutcomeThatIsNotTrue() {
        request("a");
        effect("a");
        outcome("a", REFUSED, 1);
        request("b");
        outcome("b", SUCCEEDED, 1);

        assertThat(found()).containsExactly(Guarantee.TRUE_OUTCOME, Guarantee.TRUE_OUTCOME);
    }

    @Test
    void shouldFindACallAfterAnUnknownOneThatWasNotAskedAbout() {
        request("a");
        attempt(1, "a", 1, UNKNOWN);
        again("a", 2_000);
        attempt(2, "a", 2, UNKNOWN);
        outcome("a", OUTCOME_UNKNOWN, 2);

        assertThat(found()).containsExactly(Guarantee.INQUIRY_FIRST);
    }

    @Test
    void shouldAllowACallAfterAnUnknownOneThatWasAskedAbout() {
        request("a");
        attempt(1, "a", 1, UNKNOWN);
        again("a", 2_000);
        begin(2, CLOSED);
        asks(2, "a", 2, Found.NOTHING);
        calls(2, "a", 2, UNKNOWN, null);
        end(2);
        outcome("a", OUTCOME_UNKNOWN, 2);

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindACallThatACrashBrokeOffAndNobodyAskedAbout() {
        request("a");
        begin(1, CLOSED);
        happens(new HistoryEvent.CallBegan(now, 1, "a", "k", "a", 1));
        happens(new HistoryEvent.LifeEnded(now, 1, "killed"));
        happens(new HistoryEvent.LifeBegan(now, 2, 2, 0));
        attempt(2, "a", 1, ANSWERED, 2);
        effect("a");
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).containsExactly(Guarantee.INQUIRY_FIRST);
    }

    @Test
    void shouldNotAskOfAnOwnerWhatAFormerOneDidAfterItWasReplaced() {
        request("a");
        begin(1, CLOSED);
        happens(new HistoryEvent.LifeBegan(now, 2, 2, 0));
        happens(new HistoryEvent.CallBegan(now, 1, "a", "k", "a", 1));
        attempt(2, "a", 1, ANSWERED, 2);
        effect("a");
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindAnotherKey() {
        request("a");
        begin(1, CLOSED);
        happens(new HistoryEvent.CallBegan(now, 1, "a", "k", "a-1", 1));
        outcome("a", OUTCOME_UNKNOWN, 1);

        assertThat(found()).containsExactly(Guarantee.SAME_KEY);
    }

    @Test
    void shouldFindACallBeforeItsEntryIsCommitted() {
        beginLife();
        long offset = sent("a", "same", 0, false);
        happens(new HistoryEvent.Admitted(now, 1, "a", "k", offset));
        attempt(1, "a", 1, ANSWERED);
        happens(new HistoryEvent.Committed(now, List.of(1)));
        effect("a");
        outcome("a", SUCCEEDED, 1);

        assertThat(found()).containsExactly(Guarantee.CALL_AFTER_COMMIT);
    }

    @Test
    void shouldFindAStreamThreadThatWaited() {
        happens(new HistoryEvent.StreamWaited(now, 1, Duration.ofMillis(100)));
        assertThat(found()).isEmpty();

        happens(new HistoryEvent.StreamWaited(now, 1, Duration.ofMillis(150)));
        assertThat(found()).containsExactly(Guarantee.STREAM_NEVER_WAITS);
    }

    @Test
    void shouldFindTooManyAttemptsAtOnce() {
        beginLife();
        begin(1, CLOSED);
        begin(2, CLOSED);
        end(1);
        begin(3, CLOSED);
        assertThat(found()).isEmpty();

        begin(4, CLOSED);
        assertThat(found()).containsExactly(Guarantee.BOUND_OF_CALLS);
    }

    @Test
    void shouldFindTwoAttemptsOfOneKeyAtOnce() {
        request("a");
        request("b");
        begin(1, CLOSED);
        begin(2, CLOSED);
        calls(1, "a", 1, ANSWERED, null);
        calls(2, "b", 1, ANSWERED, null);
        succeeded("a", "b");

        assertThat(found()).containsExactly(Guarantee.ORDER_OF_KEY);
    }

    @Test
    void shouldFindAnAttemptOutOfOrder() {
        request("a");
        request("b");
        attempt(1, "b", 1, ANSWERED);
        attempt(2, "a", 1, ANSWERED);
        succeeded("a", "b");

        assertThat(found()).containsExactly(Guarantee.ORDER_OF_KEY);
    }

    @Test
    void shouldFindARetryThatComesTooSoon() {
        request("a");
        begin(1, CLOSED);
        calls(1, "a", 1, REFUSED_FOR_NOW, Duration.ofSeconds(20));
        end(1);
        again("a", 19_000);
        attempt(2, "a", 1, ANSWERED);
        succeeded("a");

        assertThat(found()).containsExactly(Guarantee.RETRIES);
    }

    @Test
    void shouldNotJudgeTimesWhenTheClockWasMoved() {
        request("a");
        begin(1, CLOSED);
        calls(1, "a", 1, REFUSED_FOR_NOW, Duration.ofSeconds(20));
        end(1);
        happens(new HistoryEvent.ClockMoved(now, Duration.ofSeconds(30)));
        again("a", 1_000);
        attempt(2, "a", 1, ANSWERED);
        succeeded("a");

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindOneAttemptTooMany() {
        request("a");
        for (int number = 1; number <= 4; number++) {
            attempt(number, "a", number, NOT_SENT);
            again("a", 5_000);
        }
        outcome("a", OUTCOME_UNKNOWN, 4);

        assertThat(found()).contains(Guarantee.RETRIES);
    }

    @Test
    void shouldFindOneThatIsGivenUpTooSoon() {
        request("a");
        attempt(1, "a", 1, NOT_SENT);
        outcome("a", RETRIES_EXHAUSTED, 1);

        assertThat(found()).containsExactly(Guarantee.RETRIES);
    }

    @Test
    void shouldFindAnAttemptThatIsNotCounted() {
        request("a");
        attempt(1, "a", 1, NOT_SENT);
        again("a", 2_000);
        attempt(2, "a", 1, ANSWERED);
        succeeded("a");

        assertThat(found()).containsExactly(Guarantee.RETRIES);
    }

    @Test
    void shouldFindAProbeThatIsCounted() {
        request("a");
        begin(1, HALF_OPEN);
        calls(1, "a", 1, NOT_SENT, null);
        end(1);
        again("a", 2_000);
        attempt(2, "a", 2, ANSWERED);
        succeeded("a");

        assertThat(found()).containsExactly(Guarantee.CIRCUIT);
    }

    @Test
    void shouldFindAnAttemptWhileTheCircuitIsOpenAndTwoProbesAtOnce() {
        beginLife();
        begin(1, OPEN);
        assertThat(found()).containsExactly(Guarantee.CIRCUIT);

        history.clear();
        beginLife();
        begin(2, HALF_OPEN);
        begin(3, HALF_OPEN);
        assertThat(found()).containsExactly(Guarantee.CIRCUIT);
    }

    @Test
    void shouldFindACircuitThatDoesNotOpen() {
        for (int number = 1; number <= 3; number++) {
            request("a" + number);
            attempt(number, "a" + number, 1, NOT_SENT);
            outcome("a" + number, OUTCOME_UNKNOWN, 1);
        }
        assertThat(found()).isEmpty();

        begin(4, CLOSED);
        assertThat(found()).containsExactly(Guarantee.CIRCUIT);
    }

    @Test
    void shouldFindACircuitThatOpensWithoutTrouble() {
        request("a");
        attempt(1, "a", 1, NOT_SENT);
        request("b");
        attempt(2, "b", 1, DEFERRED);
        happens(new HistoryEvent.CircuitSeen(now, 1, OPEN));
        outcome("a", OUTCOME_UNKNOWN, 1);
        outcome("b", OUTCOME_UNKNOWN, 1);
        assertThat(found()).as("one trouble is enough: half of two").isEmpty();

        happens(new HistoryEvent.CircuitSeen(now, 1, HALF_OPEN));
        begin(3, HALF_OPEN);
        end(3);
        happens(new HistoryEvent.CircuitSeen(now, 1, OPEN));
        assertThat(found()).containsExactly(Guarantee.CIRCUIT);
    }

    @Test
    void shouldFindADeferredOneThatIsCountedOrComesTooSoon() {
        request("a");
        begin(1, CLOSED);
        calls(1, "a", 1, DEFERRED, Duration.ofSeconds(20));
        end(1);
        again("a", 21_000);
        attempt(2, "a", 2, ANSWERED);
        succeeded("a");
        assertThat(found()).containsExactly(Guarantee.CIRCUIT);

        history.clear();
        request("a");
        begin(1, CLOSED);
        calls(1, "a", 1, DEFERRED, Duration.ofSeconds(20));
        end(1);
        again("a", 19_000);
        attempt(2, "a", 1, ANSWERED);
        succeeded("a");
        assertThat(found()).containsExactly(Guarantee.RETRIES);
    }

    @Test
    void shouldFindACallBeforeItsAnnouncementIsCommitted() {
        request("a");
        announced("a", true);
        attempt(1, "a", 1, ANSWERED);
        happens(new HistoryEvent.Committed(now, List.of(1)));
        succeeded("a");

        assertThat(found(UNASKABLE)).containsExactly(Guarantee.CALL_ANNOUNCED);
    }

    @Test
    void shouldFindACallWhoseAnnouncementWasTakenBack() {
        request("a");
        announced("a", true);
        happens(new HistoryEvent.Committed(now, List.of(1)));
        announced("a", false);
        attempt(1, "a", 1, ANSWERED);
        succeeded("a");

        assertThat(found(UNASKABLE)).containsExactly(Guarantee.CALL_ANNOUNCED);
    }

    @Test
    void shouldFindOneThatIsGivenUpThoughItWasNeverAnnounced() {
        request("a");
        announced("a", false);
        happens(new HistoryEvent.Committed(now, List.of(1)));
        happens(new HistoryEvent.LifeEnded(now, 1, "killed"));
        happens(new HistoryEvent.LifeBegan(now, 2, 2, 0));
        outcome("a", OUTCOME_UNKNOWN, 0);

        assertThat(found(UNASKABLE)).containsExactly(Guarantee.JUST_DOUBT);
    }

    @Test
    void shouldFindOneThatIsGivenUpByTheOwnerWhoAnnouncedIt() {
        request("a");
        announced("a", true);
        happens(new HistoryEvent.Committed(now, List.of(1)));
        outcome("a", OUTCOME_UNKNOWN, 0);

        assertThat(found(UNASKABLE)).containsExactly(Guarantee.JUST_DOUBT);
    }

    @Test
    void shouldAllowWhatAFormerOwnerHadAnnouncedToBeGivenUpUnlessItMayComeTwice() {
        for (String id : List.of("once", "twice")) {
            request(id);
            announced(id, true);
            happens(new HistoryEvent.Committed(now, List.of(1)));
        }
        happens(new HistoryEvent.LifeEnded(now, 1, "killed"));
        happens(new HistoryEvent.LifeBegan(now, 2, 2, 0));
        outcome("once", OUTCOME_UNKNOWN, 0);
        assertThat(found(UNASKABLE)).containsExactly(Guarantee.NOTHING_LOST);

        outcome("twice", OUTCOME_UNKNOWN, 0);
        assertThat(found(UNASKABLE)).containsExactly(Guarantee.JUST_DOUBT);
    }

    @Test
    void shouldFindTwoEffectsOfWhatMustNotComeTwiceOnly() {
        for (String id : List.of("once", "twice")) {
            request(id);
            effect(id);
            effect(id);
            outcome(id, SUCCEEDED, 1);
        }

        assertThat(found(UNASKABLE)).containsExactly(Guarantee.ONE_EFFECT);
        assertThat(found()).containsExactly(Guarantee.ONE_EFFECT, Guarantee.ONE_EFFECT);
    }

    @Test
    void shouldCountWhatIsAnnouncedAmongTheAttemptsAtOnce() {
        for (String id : List.of("a", "b", "c")) {
            request(id);
        }
        announced("a", true);
        announced("b", true);
        happens(new HistoryEvent.Committed(now, List.of(1)));
        attempt(1, "a", 1, ANSWERED);
        announced("c", true);
        succeeded("a", "b", "c");
        assertThat(found(UNASKABLE)).isEmpty();

        request("d");
        announced("d", true);
        outcome("d", REFUSED, 1);
        assertThat(found(UNASKABLE)).containsExactly(Guarantee.BOUND_OF_CALLS);
    }

    /** Its time was over before it could call. */
    @Test
    void shouldNotCountAnAttemptThatEndedWithoutACall() {
        for (String id : List.of("a", "b", "c")) {
            request(id);
            announced(id, true);
            happens(new HistoryEvent.Committed(now, List.of(1)));
            int attempt = (int) nextOffset;
            begin(attempt, CLOSED);
            end(attempt);
            outcome(id, EXPIRED, 0);
        }

        assertThat(found(UNASKABLE)).isEmpty();
    }

    @Test
    void shouldFindACallThatIsCountedForEver() {
        happens(new HistoryEvent.CallsAtEnd(now, 1, 0));
        assertThat(found()).isEmpty();

        happens(new HistoryEvent.CallsAtEnd(now, 2, 1));
        assertThat(found()).containsExactly(Guarantee.BOUND_OF_CALLS);
    }

    @Test
    void shouldFindOneThatOvertakesWhatWasRefusedForNow() {
        request("a");
        request("b");
        attempt(1, "a", 1, REFUSED_FOR_NOW);
        attempt(2, "b", 1, ANSWERED);
        again("a", 2_000);
        attempt(3, "a", 1, ANSWERED);
        succeeded("a", "b");

        assertThat(found(KEEPING_ORDER)).containsExactly(Guarantee.ORDER_KEPT);
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldLetOneOvertakeWhatGaveItsPlaceUp() {
        request("a");
        request("b");
        attempt(1, "a", 1, NOT_SENT);
        attempt(2, "b", 1, ANSWERED);
        again("a", 2_000);
        attempt(3, "a", 2, ANSWERED);
        succeeded("a", "b");

        assertThat(found(KEEPING_ORDER)).isEmpty();
    }

    @Test
    void shouldFindOneThatKeepsItsPlaceAndIsCalledTooSoon() {
        request("a");
        attempt(1, "a", 1, REFUSED_FOR_NOW);
        pass(1_000);
        attempt(2, "a", 1, REFUSED_FOR_NOW);
        pass(900);
        attempt(3, "a", 1, ANSWERED);
        succeeded("a");

        assertThat(found(KEEPING_ORDER)).containsExactly(Guarantee.RETRIES);
    }

    @Test
    void shouldAllowOneThatKeepsItsPlaceToBeCalledWhenTheOutsideIsBackUnlessItNamedATime() {
        request("a");
        attempt(1, "a", 1, REFUSED_FOR_NOW);
        happens(new HistoryEvent.CircuitSeen(now, 1, CLOSED));
        begin(2, CLOSED);
        calls(2, "a", 1, REFUSED_FOR_NOW, Duration.ofSeconds(20));
        end(2);
        succeeded("a");
        assertThat(found(KEEPING_ORDER)).isEmpty();

        happens(new HistoryEvent.CircuitSeen(now, 1, CLOSED));
        attempt(3, "a", 1, ANSWERED);
        assertThat(found(KEEPING_ORDER)).containsExactly(Guarantee.RETRIES);
    }

    @Test
    void shouldFindOneThatKeepsItsPlaceWhereTheOrderIsNotKept() {
        request("a");
        attempt(1, "a", 1, REFUSED_FOR_NOW);
        pass(1_000);
        attempt(2, "a", 1, ANSWERED);
        succeeded("a");

        assertThat(found()).containsExactly(Guarantee.ORDER_OF_KEY);
        assertThat(found(KEEPING_ORDER)).isEmpty();
    }

    @Test
    void shouldFindAStopThatIsNotGentle() {
        beginLife();
        begin(1, CLOSED);
        happens(new HistoryEvent.DrainBegan(now, 1));
        assertThat(found()).isEmpty();

        happens(new HistoryEvent.Interrupted(now, 1));
        begin(2, CLOSED);
        assertThat(found()).containsExactly(Guarantee.GENTLE_STOP, Guarantee.GENTLE_STOP);
    }

    @Test
    void shouldFindBooksThatAreUnevenOrUntrue() {
        happens(new HistoryEvent.BooksSeen(now, 1, new Books(2, 1, 0, 0, 0, 0, 0, 0, 0)));
        assertThat(found()).containsExactly(Guarantee.BOOKS);

        history.clear();
        request("a");
        succeeded("a");
        happens(new HistoryEvent.BooksAtEnd(now, new Books(1, 0, 1, 0, 0, 0, 0, 0, 0)));
        assertThat(found()).containsExactly(Guarantee.BOOKS);
    }

    @Test
    void shouldFindWhatIsLeft() {
        happens(new HistoryEvent.StoresAtEnd(now, 0, 0, 1));

        assertThat(found()).containsExactly(Guarantee.NOTHING_LEFT);
    }

    @Test
    void shouldFindThatTheEngineFailed() {
        happens(new HistoryEvent.EngineFailed(now, 1, "a NullPointerException"));

        assertThat(found()).containsExactly(Guarantee.NO_FAILURE);
    }

    @Test
    void shouldNoticeAWorldThatDoesNotComeToRest() {
        happens(new HistoryEvent.NeverAtRest(now));

        assertThat(found()).containsExactly(Guarantee.NOTHING_LEFT);
    }

    private List<Guarantee> found() {
        return found(PROMISES);
    }

    private List<Guarantee> found(Promises promises) {
        return HistoryChecker.of(promises).check(history).stream()
                .map(Violation::guarantee)
                .toList();
    }

    private void happens(HistoryEvent event) {
        history.add(event);
        now += 1_000_000;
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    private void beginLife() {
        if (history.stream().noneMatch(HistoryEvent.LifeBegan.class::isInstance)) {
            happens(new HistoryEvent.LifeBegan(now, 1, 1, 0));
        }
    }

    private long sent(String id, String content, int redrives, boolean hopeless) {
        long offset = nextOffset++;
        happens(new HistoryEvent.Sent(now, 0, offset, id, "k", content, 0, redrives, null, hopeless));
        return offset;
    }

    /** Sent, taken in, and committed. */
    private void request(String id) {
        beginLife();
        admitted(id, sent(id, "same", 0, false));
    }

    /** Sent back after a while, taken in, and committed. */
    private void again(String id, long afterMillis) {
        pass(afterMillis);
        long offset = nextOffset++;
        happens(new HistoryEvent.Republished(now, 0, offset, id));
        admitted(id, offset);
    }

    private void admitted(String id, long offset) {
        happens(new HistoryEvent.Admitted(now, 1, id, "k", offset));
        happens(new HistoryEvent.Committed(now, List.of(1)));
    }

    private void announced(String id, boolean mayBeCalled) {
        happens(new HistoryEvent.Announced(now, 1, id, mayBeCalled));
    }

    private void attempt(int attempt, String id, int number, Answer answer) {
        attempt(attempt, id, number, answer, 1);
    }

    private void attempt(int attempt, String id, int number, Answer answer, int life) {
        happens(new HistoryEvent.AttemptBegan(now, now / 1_000_000, attempt, life, life, CLOSED));
        calls(attempt, id, number, answer, null);
        end(attempt);
    }

    private void begin(int attempt, Circuit circuit) {
        happens(new HistoryEvent.AttemptBegan(now, now / 1_000_000, attempt, 1, 1, circuit));
    }

    private void asks(int attempt, String id, int number, Found found) {
        happens(new HistoryEvent.InquiryBegan(now, attempt, id, number));
        happens(new HistoryEvent.InquiryEnded(now, attempt, id, found));
    }

    private void calls(int attempt, String id, int number, Answer answer, @Nullable Duration retryAfter) {
        happens(new HistoryEvent.CallBegan(now, attempt, id, "k", id, number));
        happens(new HistoryEvent.CallEnded(now, now / 1_000_000, attempt, id, answer, retryAfter));
    }

    private void end(int attempt) {
        happens(new HistoryEvent.AttemptEnded(now, attempt));
    }

    private void effect(String id) {
        happens(new HistoryEvent.Effect(now, id));
    }

    private void outcome(String id, Ending ending, int attempts) {
        happens(new HistoryEvent.OutcomeWritten(now, id, ending, attempts));
    }

    private void succeeded(String... ids) {
        for (String id : ids) {
            effect(id);
            outcome(id, SUCCEEDED, 1);
        }
    }
}
