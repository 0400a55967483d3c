package io.tocsin.simulation.world;

import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallResult;
import io.tocsin.calls.InquiryResult;
import io.tocsin.calls.Outside;
import io.tocsin.simulation.history.HistoryEvent;
import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outside, with every way in which it can go wrong.
 *
 * <p>With keys it is what {@link Outside} asks for: the same key gets the same answer, and there is one effect, for as long as
 * the key lives. Calls may arrive late, after an inquiry found nothing.
 *
 * <p>Without keys each call that arrives has its effect. It arrives at once, and an inquiry tells the truth at once: then the
 * engine's own discipline is all that keeps the effect one.
 *
 * <p>One that remembers nothing cannot be asked. Each call that arrives, also late, has its effect; what it refuses for good it
 * refuses whenever it is asked.
 */
final class SimulatedOutside implements Outside<Errand, String> {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration USUAL = Duration.ofMillis(300);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(40);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(12);
    private static final Duration PATIENCE_WITH_CLOCKS = Duration.ofSeconds(5);

    private final World world;
    private final Chance chance;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Boolean> acceptable = new HashMap<>();
    private Mood mood = Mood.WELL;
    private int underWay;

    /** How it is. */
    private enum Mood {
        WELL,
        FLAKY,
        BUSY,
        AWAY,
        SILENT
    }

    /** What happens to one call. */
    private enum Fate {
        ANSWERED,
        SLOW,
        NOT_NOW,
        NOT_SENT,
        DONE_BUT_NO_ANSWER,
        NOTHING_DONE_AND_NO_ANSWER,
        LATE,
        BREAKS,
        DEFERRED
    }

    /** What is kept under one key. */
    private static final class Account {
        private long firstAsked = -1;
        private int running;
        private @Nullable Boolean done;
    }

    SimulatedOutside(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    // Its moods.

    void start() {
        if (world.scenario().outsideTrouble() > 0) {
            world.time().after(chance.nanosBetween(SHORTEST, Duration.ofSeconds(10)), this::change);
        }
    }

    private void change() {
        double trouble = world.scenario().outsideTrouble();
        Mood next = world.isCalm()
                ? Mood.WELL
                : chance.oneOf(Mood.values(), 1 - trouble, trouble, trouble / 2, trouble / 2, trouble / 2);
        become(next);
        if (!world.isCalm()) {
            world.time().after(chance.nanosBetween(Duration.ofMillis(200), Duration.ofSeconds(20)), this::change);
        }
    }

    private void become(Mood next) {
        if (next != mood) {
            mood = next;
            world.note("the outside is now " + next);
        }
    }

    /** From now on it is well; what is still under way arrives. */
    void recover() {
        become(Mood.WELL);
    }

    /** Whether something was sent that has not come to its end yet. */
    boolean isAtRest() {
        return underWay == 0;
    }

    // What it is asked.

    @Override
    public CallResult<String> call(Errand errand, CallContext context) {
        Instance.Caller caller = caller();
        String key = context.idempotencyKey();
        world.record(new HistoryEvent.CallBegan(
                world.time().now(), caller.attempt(), errand.id(), errand.key(), key, context.attempt()));
        world.faults().at(FaultPoint.CALL_BEGINS, caller.instance());
        CallResult<String> result;
        try {
            result = meet(fate(), errand, key, caller);
        } catch (IllegalStateException e) {
            ended(caller, errand, Answer.UNKNOWN, null);
            throw e;
        }
        switch (result) {
            case CallResult.Answered<String> it -> ended(caller, errand, Answer.ANSWERED, null);
            case CallResult.RefusedForGood<String> it -> ended(caller, errand, Answer.REFUSED_FOR_GOOD, null);
            case CallResult.RefusedForNow<String> it -> ended(caller, errand, Answer.REFUSED_FOR_NOW, it.retryAfter());
            case CallResult.Deferred<String> it -> ended(caller, errand, Answer.DEFERRED, it.retryAfter());
            case CallResult.NotSent<String> it -> ended(caller, errand, Answer.NOT_SENT, null);
            case CallResult.Unknown<String> it -> ended(caller, errand, Answer.UNKNOWN, null);
        }
        return result;
    }

    private void ended(Instance.Caller caller, Errand errand, Answer answer, @Nullable Duration retryAfter) {
        if (Thread.interrupted()) {
            world.record(new HistoryEvent.Interrupted(world.time().now(), caller.attempt()));
        }
        caller.instance().seeCircuit();
        world.record(new HistoryEvent.CallEnded(
                world.time().now(), world.clock().millis(), caller.attempt(), errand.id(), answer, retryAfter));
        world.faults().at(FaultPoint.CALL_ANSWERED, caller.instance());
    }

    private CallResult<String> meet(Fate fate, Errand errand, String key, Instance.Caller caller) {
        return switch (fate) {
            case ANSWERED -> answered(errand, key, caller, USUAL);
            case SLOW -> answered(errand, key, caller, SLOW);
            case NOT_NOW -> {
                caller.instance().pass(chance.nanosBetween(SHORTEST, USUAL));
                yield new CallResult.RefusedForNow<>(wish(), "busy");
            }
            case DEFERRED -> {
                caller.instance().pass(chance.nanosBetween(SHORTEST, USUAL));
                yield new CallResult.Deferred<>(wish(), "not this one yet");
            }
            case NOT_SENT -> {
                caller.instance().pass(chance.nanosBetween(SHORTEST, USUAL));
                yield new CallResult.NotSent<>("connection refused");
            }
            case DONE_BUT_NO_ANSWER -> {
                arrive(errand, account(key), chance.nanosBetween(SHORTEST, SLOW));
                caller.instance().pass(chance.nanosBetween(SHORTEST, SLOW));
                yield new CallResult.Unknown<>("time-out");
            }
            case NOTHING_DONE_AND_NO_ANSWER -> {
                caller.instance().pass(chance.nanosBetween(SHORTEST, SLOW));
                yield new CallResult.Unknown<>("reset");
            }
            case LATE -> {
                underWay++;
                long sent = world.time().now();
                world.time().after(chance.nanosBetween(SHORTEST, LATE), () -> {
                    arrive(errand, account(key, sent), chance.nanosBetween(SHORTEST, USUAL));
                    underWay--;
                    world.rested();
                });
                caller.instance().pass(chance.nanosBetween(SHORTEST, SLOW));
                yield new CallResult.Unknown<>("time-out");
            }
            case BREAKS -> {
                if (chance.happens(0.5)) {
                    arrive(errand, account(key), chance.nanosBetween(SHORTEST, USUAL));
                }
                caller.instance().pass(chance.nanosBetween(SHORTEST, USUAL));
                throw new IllegalStateException("the answer made no sense");
            }
        };
    }

    private @Nullable Duration wish() {
        return chance.happens(0.5) ? chance.between(Duration.ZERO, LONGEST_RETRY_AFTER) : null;
    }

    private Fate fate() {
        boolean merciless = world.scenario().isMerciless();
        double deferring = world.isCalm() ? 0 : world.scenario().deferring();
        double trouble = world.isCalm() ? 0 : world.scenario().outsideTrouble() * 0.3;
        return switch (mood) {
            case WELL ->
                chance.oneOf(
                        Fate.values(),
                        1,
                        0.03,
                        trouble / 4,
                        trouble / 4,
                        trouble / 4,
                        trouble / 4,
                        merciless ? trouble / 4 : 0,
                        trouble / 4,
                        deferring);
            case FLAKY -> chance.oneOf(Fate.values(), 1, 0.3, 0.5, 0.5, 0.5, 0.5, merciless ? 0.5 : 0, 0.3, deferring);
            case BUSY -> Fate.NOT_NOW;
            case AWAY -> Fate.NOT_SENT;
            case SILENT -> chance.oneOf(Fate.values(), 0, 0, 0, 0, 0.3, 1, merciless ? 0.3 : 0, 0, 0);
        };
    }

    private CallResult<String> answered(Errand errand, String key, Instance.Caller caller, Duration longest) {
        long until = chance.nanosBetween(SHORTEST, longest);
        Account account = account(key);
        arrive(errand, account, until);
        caller.instance().pass(until + chance.nanosBetween(SHORTEST, USUAL));
        return Boolean.TRUE.equals(account.done)
                ? new CallResult.Answered<>("done")
                : new CallResult.RefusedForGood<>("declined", "declined");
    }

    /** A call is there; after {@code nanos} it is decided. Whether its caller still lives does not matter. */
    private void arrive(Errand errand, Account account, long nanos) {
        if (account.firstAsked < 0) {
            account.firstAsked = world.time().now();
        }
        account.running++;
        underWay++;
        world.time().after(nanos, () -> {
            account.running--;
            underWay--;
            decide(account, errand);
            world.rested();
        });
    }

    private void decide(Account account, Errand errand) {
        if (account.done != null && world.scenario().memory() == Memory.KEYS) {
            return;
        }
        account.done = world.scenario().memory() == Memory.NOTHING
                ? acceptable.computeIfAbsent(errand.id(), id -> accepts())
                : accepts();
        if (account.done) {
            world.record(new HistoryEvent.Effect(world.time().now(), errand.id()));
        }
    }

    private boolean accepts() {
        return !chance.happens(0.15);
    }

    private Account account(String key) {
        return account(key, world.time().now());
    }

    /** The account of a key; a new one when the key was forgotten before the call was sent, or no call is remembered. */
    private Account account(String key, long sent) {
        if (world.scenario().memory() == Memory.NOTHING) {
            return new Account();
        }
        Account known = accounts.get(key);
        if (known == null || isForgotten(known, sent)) {
            known = new Account();
            accounts.put(key, known);
        }
        return known;
    }

    /** It keeps its promise and a little more, for callers whose clock is wrong. */
    private boolean isForgotten(Account account, long when) {
        Duration life = keyLife().plus(world.clock().movedInAll()).plus(PATIENCE_WITH_CLOCKS);
        return account.running == 0 && account.firstAsked >= 0 && when - account.firstAsked > life.toNanos();
    }

    @Override
    public InquiryResult<String> inquire(Errand errand, CallContext context) {
        Instance.Caller caller = caller();
        world.record(
                new HistoryEvent.InquiryBegan(world.time().now(), caller.attempt(), errand.id(), context.attempt()));
        Found found =
                switch (world.scenario().memory()) {
                    case KEYS -> search(context.idempotencyKey(), caller);
                    case EFFECTS -> look(context.idempotencyKey());
                    case NOTHING -> Errand.mayComeTwice(errand.id()) ? Found.NOTHING : Found.NEVER_KNOWN;
                };
        caller.instance().seeCircuit();
        world.record(new HistoryEvent.InquiryEnded(world.time().now(), caller.attempt(), errand.id(), found));
        world.faults().at(FaultPoint.INQUIRY_ANSWERED, caller.instance());
        return switch (found) {
            case DONE -> new InquiryResult.Done<>("done");
            case REFUSED -> new InquiryResult.Refused<>("declined", "declined");
            case NOTHING -> new InquiryResult.NotFound<>();
            case CANNOT_TELL -> new InquiryResult.CannotTell<>("no clear answer");
            case NEVER_KNOWN -> new InquiryResult.NeverKnown<>("nobody can tell");
        };
    }

    /** What it finds is true when it looks; its answer takes its time. */
    private Found search(String key, Instance.Caller caller) {
        Found found = look(key);
        caller.instance().pass(chance.nanosBetween(SHORTEST, chance.happens(0.1) ? SLOW : USUAL));
        return found;
    }

    private Found look(String key) {
        boolean unwell = mood != Mood.WELL && mood != Mood.FLAKY;
        if (unwell || (!world.isCalm() && chance.happens(0.1))) {
            return Found.CANNOT_TELL;
        }
        Account account = accounts.get(key);
        if (account == null || isForgotten(account, world.time().now())) {
            return Found.NOTHING;
        }
        if (account.running > 0) {
            return Found.CANNOT_TELL;
        }
        if (account.done == null) {
            return Found.NOTHING;
        }
        return account.done ? Found.DONE : Found.REFUSED;
    }

    @Override
    public boolean canBeAsked() {
        return world.scenario().memory() != Memory.NOTHING;
    }

    @Override
    public Duration keyLife() {
        return world.scenario().keyLife();
    }

    private Instance.Caller caller() {
        if (world.time().actor() instanceof Instance.Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the outside is called by somebody who is not a call");
    }
}
