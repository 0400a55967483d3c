package io.tocsin.simulation;

import static io.tocsin.simulation.history.Guarantee.BOOKS;
import static io.tocsin.simulation.history.Guarantee.BOUND_OF_CALLS;
import static io.tocsin.simulation.history.Guarantee.CALL_AFTER_COMMIT;
import static io.tocsin.simulation.history.Guarantee.CALL_ANNOUNCED;
import static io.tocsin.simulation.history.Guarantee.CIRCUIT;
import static io.tocsin.simulation.history.Guarantee.GENTLE_STOP;
import static io.tocsin.simulation.history.Guarantee.INQUIRY_FIRST;
import static io.tocsin.simulation.history.Guarantee.JUST_DOUBT;
import static io.tocsin.simulation.history.Guarantee.NOTHING_LOST;
import static io.tocsin.simulation.history.Guarantee.ONE_EFFECT;
import static io.tocsin.simulation.history.Guarantee.ONE_OUTCOME;
import static io.tocsin.simulation.history.Guarantee.ORDER_KEPT;
import static io.tocsin.simulation.history.Guarantee.ORDER_OF_KEY;
import static io.tocsin.simulation.history.Guarantee.RETRIES;
import static io.tocsin.simulation.history.Guarantee.SAME_KEY;
import static io.tocsin.simulation.history.Guarantee.STREAM_NEVER_WAITS;
import static io.tocsin.simulation.history.Guarantee.TRUE_OUTCOME;

import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CallResult;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.InquiryResult;
import io.tocsin.calls.Outside;
import io.tocsin.calls.PassingTime;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.simulation.history.Guarantee;
import io.tocsin.simulation.history.Promises;
import io.tocsin.simulation.world.Errand;
import io.tocsin.simulation.world.Seams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A rule of the engine broken on purpose, and the guarantee whose check must notice. */
enum PlantedBug {
    CALLS_BEFORE_THE_COMMIT(1, CALL_AFTER_COMMIT, Seams.none().withCommits(it -> CommitSignal.afterEachStep())),
    ENTRY_DELETED_OUTSIDE_THE_TRANSACTION(
            1, NOTHING_LOST, Seams.none().writesThrough((store, delete) -> delete && isInFlight(store))),
    OUTCOME_SENT_OUTSIDE_THE_TRANSACTION(1, ONE_OUTCOME, Seams.none().outcomesAtOnce()),
    IN_FLIGHT_LOST_BY_A_CRASH(1, NOTHING_LOST, Seams.none().losesOnRestore(PlantedBug::isInFlight)),
    CALLS_BEFORE_THEIR_ANNOUNCEMENT(
            1, CALL_ANNOUNCED, Promises::announcesCalls, Seams.none().withCommits(it -> CommitSignal.afterEachStep())),

    LEDGER_FORGETS(2, ONE_OUTCOME, Seams.none().forgets(PlantedBug::isLedger)),
    LEDGER_LOST_BY_A_CRASH(2, ONE_OUTCOME, Seams.none().losesOnRestore(PlantedBug::isLedger)),

    NO_INQUIRY(3, INQUIRY_FIRST, Seams.none().withOutside(NeverAsks::new)),
    NO_INQUIRY_SEEN_BY_ITS_EFFECT(3, ONE_EFFECT, Seams.none().withOutside(NeverAsks::new)),
    UNKNOWN_TAKEN_FOR_NOT_SENT(3, INQUIRY_FIRST, Seams.none().withOutside(Optimist::new)),
    UNKNOWN_REPORTED_AS_NO_EFFECT(3, TRUE_OUTCOME, Seams.none().withOutside(Optimist::new)),
    NEW_KEY_FOR_EACH_ATTEMPT(3, SAME_KEY, Seams.none().withOutside(NewKeys::new)),
    ANNOUNCED_AFTER_THE_CALL(
            3, ONE_EFFECT, Promises::announcesCalls, Seams.none().writesLate(PlantedBug::announces)),
    ANNOUNCED_AND_NOT_SUSPECTED(
            3,
            ONE_EFFECT,
            Promises::announcesCalls,
            Seams.none().restores((store, entry) -> isInFlight(store) ? announcing(false, entry) : entry)),
    ALL_SUSPECTED_AFTER_A_CRASH(
            3,
            JUST_DOUBT,
            Promises::announcesCalls,
            Seams.none().restores((store, entry) -> isInFlight(store) ? announcing(true, entry) : entry)),

    CALLS_ON_THE_STREAM_THREAD(4, STREAM_NEVER_WAITS, Seams.none().withThreads(PlantedBug::waiting)),

    BOUND_IGNORED(5, BOUND_OF_CALLS, Seams.none().withLimits(PlantedBug::doubled)),
    PERMIT_LOST_WITH_ITS_TASK(
            5, BOUND_OF_CALLS, Promises::announcesCalls, Seams.none().withoutClosingTasks()),
    KEYS_IGNORED(5, ORDER_OF_KEY, Seams.none().withForm(it -> new KeyedById())),
    ORDER_LOST_IN_AN_OUTAGE(5, ORDER_KEPT, Promises::keepsOrder, Seams.none().withoutKeepingOrder()),

    RETRY_AFTER_IGNORED(
            6,
            RETRIES,
            retrying(it ->
                    new RetryPolicy(it.maxAttempts(), it.firstDelay(), it.longestDelay(), it.jitter(), Duration.ZERO))),
    BACK_OFF_IGNORED(
            6,
            RETRIES,
            retrying(it -> new RetryPolicy(
                    it.maxAttempts(), Duration.ofMillis(1), Duration.ofMillis(1), 0, it.longestRetryAfter()))),
    HELD_CALLED_BEFORE_ITS_TIME(6, RETRIES, Promises::keepsOrder, Seams.none().withClock(AheadOfItself::new)),
    ONE_ATTEMPT_TOO_MANY(
            6,
            RETRIES,
            retrying(it -> new RetryPolicy(
                    it.maxAttempts() + 1, it.firstDelay(), it.longestDelay(), it.jitter(), it.longestRetryAfter()))),
    RETRY_COUNTER_NOT_WRITTEN(6, NOTHING_LOST, Seams.none().withForm(it -> new CounterForgotten())),
    WAITING_LOST_BY_A_CRASH(6, NOTHING_LOST, Seams.none().losesOnRestore(store -> store.endsWith("waiting"))),

    CIRCUIT_NEVER_OPENS(
            7,
            CIRCUIT,
            Seams.none().withCircuit(it -> new CircuitPolicy(10_000, 10_000, 1, it.firstPause(), it.longestPause()))),

    NOT_NOW_COUNTS_AS_AN_ATTEMPT(7, CIRCUIT, Seams.none().withOutside(Impatient::new)),
    DEFERRED_COUNTS_AGAINST_THE_CIRCUIT(7, CIRCUIT, Seams.none().withOutside(Alarmist::new)),

    STOP_INTERRUPTS_CALLS(8, GENTLE_STOP, Seams.none().interruptsOnStop()),
    STOP_GOES_ON_CALLING(8, GENTLE_STOP, Seams.none().stopsWithoutDraining()),

    COUNTS_LOST_BY_A_CRASH(9, BOOKS, Seams.none().losesOnRestore(PlantedBug::isTally)),
    COUNTS_OUTSIDE_THE_TRANSACTION(9, BOOKS, Seams.none().writesThrough((store, delete) -> isTally(store)));

    private final int rule;
    private final Guarantee noticed;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<Promises> where;
    // Seams hold functions, which Error Prone cannot know to be immutable; nothing changes them.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Seams seams;

    PlantedBug(int rule, Guarantee noticed, Seams seams) {
        this(rule, noticed, promises -> true, seams);
    }

    PlantedBug(int rule, Guarantee noticed, Predicate<Promises> where, Seams seams) {
        this.rule = rule;
        this.noticed = noticed;
        this.where = where;
        this.seams = seams;
    }

    /** The rule of the engine that it breaks. */
    int rule() {
        return rule;
    }

    /** What must be found broken. */
    Guarantee noticed() {
        return noticed;
    }

    /** Whether it is one in histories with these promises. */
    boolean isOneWith(Promises promises) {
        return where.test(promises);
    }

    /** Where it is planted. */
    Seams seams() {
        return seams;
    }

    private static boolean isInFlight(String store) {
        return store.endsWith("in-flight");
    }

    private static boolean isLedger(String store) {
        return store.endsWith("ledger");
    }

    private static boolean isTally(String store) {
        return store.endsWith("tally");
    }

    /** The engine's in-flight entry ends with whether its request may be called. */
    private static boolean announces(String store, byte @Nullable [] entry) {
        return isInFlight(store) && entry != null && entry[entry.length - 1] != 0;
    }

    private static byte[] announcing(boolean announces, byte[] entry) {
        byte[] changed = entry.clone();
        changed[changed.length - 1] = (byte) (announces ? 1 : 0);
        return changed;
    }

    private static Seams retrying(UnaryOperator<RetryPolicy> by) {
        return Seams.none().withRetries(by);
    }

    private static CallLimits doubled(CallLimits it) {
        return new CallLimits(
                2 * it.maxCallsInFlight(),
                2 * it.maxOpenRequests(),
                it.longestHold(),
                it.longestWait(),
                it.tick(),
                it.ledgerWindow());
    }

    /** Who hands over a call waits for its end. */
    private static Executor waiting(Executor threads, PassingTime time) {
        return attempt -> {
            var done = new AtomicBoolean();
            threads.execute(() -> {
                attempt.run();
                done.set(true);
            });
            while (!done.get()) {
                time.sleep(Duration.ofMillis(1));
            }
        };
    }

    /** An outside whose messenger distorts what is said. */
    private static class Distorted implements Outside<Errand, String> {
        private final Outside<Errand, String> real;

        Distorted(Outside<Errand, String> real) {
            this.real = real;
        }

        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            return real.call(errand, context);
        }

        @Override
        public InquiryResult<String> inquire(Errand errand, CallContext context) {
            return real.inquire(errand, context);
        }

        @Override
        public boolean canBeAsked() {
            return real.canBeAsked();
        }

        @Override
        public Duration keyLife() {
            return real.keyLife();
        }
    }

    private static final class NeverAsks extends Distorted {
        NeverAsks(Outside<Errand, String> real) {
            super(real);
        }

        @Override
        public InquiryResult<String> inquire(Errand errand, CallContext context) {
            return new InquiryResult.NotFound<>();
        }
    }

    private static final class Optimist extends Distorted {
        Optimist(Outside<Errand, String> real) {
            super(real);
        }

        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            CallResult<String> result = super.call(errand, context);
            return result instanceof CallResult.Unknown<String>(String detail)
                    ? new CallResult.NotSent<>(detail)
                    : result;
        }
    }

    private static final class Impatient extends Distorted {
        Impatient(Outside<Errand, String> real) {
            super(real);
        }

        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            CallResult<String> result = super.call(errand, context);
            return result instanceof CallResult.RefusedForNow<String> busy
                    ? new CallResult.NotSent<>(busy.detail())
                    : result;
        }
    }

    private static final class Alarmist extends Distorted {
        Alarmist(Outside<Errand, String> real) {
            super(real);
        }

        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            CallResult<String> result = super.call(errand, context);
            return result instanceof CallResult.Deferred<String> deferred
                    ? new CallResult.RefusedForNow<>(deferred.retryAfter(), deferred.detail())
                    : result;
        }
    }

    private static final class NewKeys extends Distorted {
        NewKeys(Outside<Errand, String> real) {
            super(real);
        }

        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            String key = context.idempotencyKey() + "-" + context.attempt();
            return super.call(errand, new CallContext(key, context.attempt(), context.trace()));
        }
    }

    private static final class KeyedById extends Errand.Form {
        @Override
        public String key(Errand errand) {
            return errand.id();
        }
    }

    private static final class CounterForgotten extends Errand.Form {
        @Override
        public Errand retried(Errand errand, int retries, @Nullable Instant notBefore) {
            return super.retried(errand, 0, notBefore);
        }
    }

    /** Waits are reckoned from its instant, and looked at by its milliseconds. */
    private static final class AheadOfItself extends Clock {
        private static final Duration AHEAD = Duration.ofSeconds(1);

        private final Clock right;

        AheadOfItself(Clock right) {
            this.right = right;
        }

        @Override
        public Instant instant() {
            return right.instant();
        }

        @Override
        public long millis() {
            return right.millis() + AHEAD.toMillis();
        }

        @Override
        public ZoneId getZone() {
            return right.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for another zone");
        }
    }
}
