package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.Tally.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The engine's processor: one for each task (partition), used by one stream thread.
 *
 * <pre>
 *                 ┌───────────── ledger knows it: duplicate, or dead letter if it conflicts
 *   record ──read─┤
 *                 ├─ due later ─► waiting ──due──► republished to the end of the topic ──► record
 *                 │                  ▲
 *                 └─► in flight      │ retry (ledger: waiting)
 *                      │ commit      │
 *                      ▼             │
 *                     call ──────────┴──► outcome (ledger: finished)
 * </pre>
 *
 * <p>Every arrow but <em>call</em> is a change of stores and a forward in one transaction of Kafka Streams. A call starts
 * only after the transaction that wrote its in-flight entry was committed ({@link CommitSignal}); after a crash every
 * in-flight entry is therefore a call that may have happened, and is asked about before it is made again. Where nobody can be
 * asked the entry says whether a call may begin, and one that has to stand in line is written anew before its call.
 *
 * <p>Intentional oddities, so that nobody mends them:
 * <ul>
 *   <li>{@link #process} may drain completions and forward outcomes of other records: that is how intake is held back
 *       under load without ever waiting for one particular call.
 *   <li>When there is no room and the hold is used up, a request is parked in the waiting store. This happens a few times
 *       a second at the most, because Kafka Streams then hands over one record at a time; the backlog stays in its topic.
 *   <li>A task that has processed no record yet takes in no completion and sends back nothing but one duplicate: see {@link
 *       #askForRecord}.
 *   <li>A probe of a half-open circuit that fails consumes no attempt, but may leave the request suspected.
 * </ul>
 */
final class CallProcessor<Q, A> implements Processor<byte[], Reading<Q>, byte[], CallEvent<Q, A>> {
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final Duration POLL_WHILE_HELD = Duration.ofMillis(5);
    private static final int REPUBLISHED_AT_ONCE = 100;
    private static final int QUIET = 100;
    private static final Duration SOONEST_COMMIT = Duration.ofMillis(30);

    private final OutboundCalls<Q, A> engine;

    private volatile @Nullable TaskState<Q, A> stateOrNull;
    private boolean uncommitted;
    private long lastCommits;
    private long lastCommitNanos;
    private long heldNanos;
    private boolean circuitWasClosed = true;
    private boolean hasProcessed;
    private boolean hasAskedForRecord;
    private volatile Books books = Books.EMPTY;

    CallProcessor(OutboundCalls<Q, A> engine) {
        this.engine = engine;
    }

    /**
     * What exists from {@code init} on, all of it new each time: Kafka Streams uses one processor again for a task that it
     * revives (after an aborted transaction) or resumes. What the heap knew before is then no longer true, and the
     * completions of calls that were started before must reach nobody: their requests are asked about anew.
     */
    private record TaskState<Q, A>(
            ProcessorContext<byte[], CallEvent<Q, A>> context,
            CommitSignal commits,
            InFlight<Q> inFlight,
            LinkedBlockingQueue<Completion<Q, A>> completions,
            AtomicBoolean disowned,
            WaitingRoom waiting,
            Ledger ledger,
            Tally tally) {}

    private TaskState<Q, A> state() {
        TaskState<Q, A> state = stateOrNull;
        if (state == null) {
            throw new IllegalStateException("used before init");
        }
        return state;
    }

    @Override
    public void init(ProcessorContext<byte[], CallEvent<Q, A>> context) {
        engine.requireExactlyOnce(context.appConfigs());
        StoreNames stores = engine.storeNames();
        CommitSignal commits = engine.commitSignal().of(context.metrics());
        var state = new TaskState<Q, A>(
                context,
                commits,
                new InFlight<>(
                        context.getStateStore(stores.inFlight()),
                        engine.form(),
                        commits,
                        engine.clock(),
                        engine.announcesCalls()),
                new LinkedBlockingQueue<>(),
                new AtomicBoolean(),
                new WaitingRoom(context.getStateStore(stores.waiting())),
                new Ledger(
                        context.getStateStore(stores.ledger()),
                        engine.limits().ledgerWindow().toMillis()),
                new Tally(context.getStateStore(stores.tally())));
        disown();
        stateOrNull = state;
        hasProcessed = false;
        hasAskedForRecord = false;
        engine.taskStarted(this);
        publishBooks();
        context.schedule(engine.limits().tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick());
        context.schedule(SWEEP_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (hasProcessed) {
                state.ledger().sweep(nowMillis());
            }
        });
    }

    @Override
    public void process(Record<byte[], Reading<Q>> received) {
        hasProcessed = true;
        takeCompletions();
        switch (received.value()) {
            case Reading.Unreadable<Q> unreadable -> deadLetter(received, unreadable.received(), unreadable.reason());
            case Reading.Understood<Q> understood -> receive(received, understood);
        }
        state().tally().save();
    }

    private void receive(Record<byte[], Reading<Q>> received, Reading.Understood<Q> understood) {
        RequestForm<Q> form = engine.form();
        Q request = understood.request();
        String id = form.id(request);
        var claim = new Claim(
                Fingerprint.of(form.content(request)),
                form.retries(request),
                form.redrives(request),
                received.timestamp());
        OpenRequest<Q> open = state().inFlight().find(id);
        Recognition recognition = open == null
                ? claim.recognisedBy(state().ledger().find(id), engine.retries().maxAttempts())
                : claim.comparedWith(open.history);
        switch (recognition) {
            case Recognition.Fresh(History history) -> takeNew(received, understood, id, history);
            case Recognition.Returned(History history) -> {
                state().tally().subtract(Count.ON_THEIR_WAY);
                take(received, understood, id, history);
            }
            case Recognition.Known(boolean sameContent) -> duplicate(received, understood, sameContent);
        }
    }

    private void duplicate(Record<byte[], Reading<Q>> received, Reading.Understood<Q> understood, boolean sameContent) {
        if (sameContent) {
            state().tally().add(Count.DUPLICATES);
        } else {
            deadLetter(received, understood.received(), "its id was used before for a request with other content");
        }
    }

    /** A due time too far away is somebody's mistake; in what the engine itself sent back it is a clock that was set back. */
    private void takeNew(
            Record<byte[], Reading<Q>> received, Reading.Understood<Q> understood, String id, History history) {
        Instant notBefore = engine.form().notBefore(understood.request());
        Duration longestWait = engine.limits().longestWait();
        if (notBefore != null && notBefore.isAfter(engine.clock().instant().plus(longestWait))) {
            deadLetter(
                    received, understood.received(), "notBefore is more than " + longestWait.toDays() + " days away");
        } else {
            state().tally().add(Count.RECEIVED);
            if (engine.tellsIntake()) {
                Trace trace = Trace.of(received.headers(), engine.form().masking());
                forward(
                        received.key(),
                        new CallEvent.TakenIn<>(understood.request(), understood.received()),
                        trace.toHeaders());
            }
            take(received, understood, id, history);
        }
    }

    private void take(
            Record<byte[], Reading<Q>> received, Reading.Understood<Q> understood, String id, History history) {
        Q request = understood.request();
        Trace trace = Trace.of(received.headers(), engine.form().masking());
        Instant notBefore = engine.form().notBefore(request);
        Instant now = engine.clock().instant();
        if (notBefore != null && notBefore.isAfter(now)) {
            await(notBefore.toEpochMilli(), id, request, history, trace);
        } else if (makeRoom()) {
            admit(understood, id, history, trace);
        } else {
            await(now.toEpochMilli() + engine.parkedFor().toMillis(), id, request, history, trace);
        }
    }

    /** Where calls are announced, the one that need not stand in line is announced with its first entry. */
    private void admit(Reading.Understood<Q> understood, String id, History history, Trace trace) {
        uncommitted = true;
        InFlight<Q> inFlight = state().inFlight();
        boolean atOnce =
                engine.announcesCalls() && inFlight.isFree(engine.form().key(understood.request()));
        inFlight.admit(
                understood, id, history, trace, atOnce ? engine.dispatcher().permit() : null);
    }

    /** Puts a request into the waiting store, as it will be republished. */
    private void await(long dueMillis, String id, Q request, History history, Trace trace) {
        Q next = engine.form().retried(request, history.retries(), Instant.ofEpochMilli(dueMillis));
        state().waiting()
                .put(
                        dueMillis,
                        id,
                        new StoredRequest(
                                0, nowMillis(), history, trace, engine.form().write(next)));
        state().ledger().put(id, new LedgerEntry.Waiting(history, dueMillis));
    }

    /**
     * Whether one more may be taken in. From three quarters of the bound on, intake is held back for a moment while
     * completions make room; the last quarter is for what comes when the hold is used up, so that a request makes the
     * detour through the waiting store only when the outside has stopped answering.
     */
    private boolean makeRoom() {
        InFlight<Q> open = state().inFlight();
        int bound = engine.openRequestsPerTask();
        int heldFrom = bound - bound / 4;
        while (open.size() >= heldFrom || engine.isClosing()) {
            if (open.onlyWaitsForCommit() && !open.isEmpty() && !engine.isClosing()) {
                state().context().commit();
                return open.size() < bound;
            }
            long left = engine.limits().longestHold().toNanos() - heldNanos;
            if (left <= 0) {
                return !engine.isClosing() && engine.dispatcher().circuitClosed() && open.size() < bound;
            }
            long start = engine.passingTime().nanos();
            try {
                Completion<Q, A> completion = engine.passingTime()
                        .poll(state().completions(), Duration.ofNanos(Math.min(left, POLL_WHILE_HELD.toNanos())));
                if (completion != null) {
                    complete(completion);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            takeCompletions();
            startCalls();
            heldNanos += engine.passingTime().nanos() - start;
        }
        return true;
    }

    private void tick() {
        heldNanos = 0;
        if (hasProcessed) {
            takeCompletions();
        }
        state().inFlight().tick();
        noticeWhetherOutsideIsBack();
        startCalls();
        if (hasProcessed) {
            republishDue();
        } else {
            askForRecord();
        }
        commitSoonerWhenQuiet();
        state().tally().save();
        publishBooks();
    }

    /**
     * Before it has processed a record a task changes nothing. Kafka recognises an owner that was replaced by the offsets of its
     * commit, and there are none before the first record (ADR 6). When there is something to do, a request that is known
     * here is sent to the topic once more: it comes back as a duplicate, and is a record to process. Whoever sends it, and
     * however often, no harm is done.
     */
    private void askForRecord() {
        if (hasAskedForRecord) {
            return;
        }
        OpenRequest<Q> open = state().inFlight().any();
        if (open != null) {
            askForRecord(engine.form().write(open.request), open.trace);
        } else {
            for (WaitingRoom.Due due : state().waiting().due(nowMillis(), 1)) {
                askForRecord(due.request().request(), due.request().trace());
            }
        }
    }

    private void askForRecord(byte[] request, Trace trace) {
        hasAskedForRecord = true;
        uncommitted = true;
        sendBack(request, trace);
    }

    /**
     * A commit costs the same for one request as for thousands. Under load the commit interval is therefore long, so that
     * many share one; while few are in flight nothing is gained by waiting for it, and a request waits twice: before its
     * call and before its outcome is seen.
     */
    private void commitSoonerWhenQuiet() {
        long commits = state().commits().commits();
        if (commits != lastCommits) {
            lastCommits = commits;
            lastCommitNanos = engine.passingTime().nanos();
            return;
        }
        boolean quiet = state().inFlight().size() <= QUIET;
        if (uncommitted && quiet && engine.passingTime().nanos() - lastCommitNanos >= SOONEST_COMMIT.toNanos()) {
            uncommitted = false;
            state().context().commit();
        }
    }

    private void startCalls() {
        InFlight<Q> inFlight = state().inFlight();
        OpenRequest<Q> request;
        while ((request = inFlight.peekReady()) != null) {
            if (request.permit != null && !engine.dispatcher().honours(request.permit)) {
                uncommitted = true;
                engine.dispatcher().giveBack(inFlight.withdrawReady(request, request.permit));
                continue;
            }
            boolean mustAnnounce = !request.mayBeCalled;
            if (mustAnnounce && !hasProcessed) {
                return;
            }
            CallDispatcher.Permit permit =
                    request.permit == null ? engine.dispatcher().permit() : request.permit;
            if (permit == null) {
                return;
            }
            if (mustAnnounce) {
                uncommitted = true;
                inFlight.announceReady(request, permit);
            } else {
                inFlight.takeReady(request);
                engine.dispatcher().start(permit, request, state().disowned()::get, state().completions()::add);
            }
        }
    }

    private void takeCompletions() {
        LinkedBlockingQueue<Completion<Q, A>> completions = state().completions();
        Completion<Q, A> completion;
        while ((completion = completions.poll()) != null) {
            complete(completion);
        }
    }

    /** What was held until now waited for the outside. What it refuses when it is back waits for its own time. */
    private void noticeWhetherOutsideIsBack() {
        boolean closed = engine.dispatcher().circuitClosed();
        if (closed && !circuitWasClosed) {
            state().inFlight().dueEarly();
        }
        circuitWasClosed = closed;
    }

    private void complete(Completion<Q, A> completion) {
        noticeWhetherOutsideIsBack();
        OpenRequest<Q> request = completion.request();
        History history = request.history.suspected(completion.mayHaveHappened());
        if (engine.keepsOrder()
                && completion.ending() instanceof Completion.Ending.Asked<A>(CallResult.RefusedForNow<A> refused)
                && postponed(history, refused.retryAfter()) instanceof RetryDecision.RetryAt(Instant due)) {
            uncommitted = true;
            state().inFlight().hold(request, history, due.toEpochMilli(), refused.retryAfter() != null);
            return;
        }
        state().inFlight().remove(request);
        switch (completion.ending()) {
            case Completion.Ending.Disowned<A> disowned ->
                throw new IllegalStateException("taken in by one who has lost its partition");
            case Completion.Ending.TooOld<A> tooOld ->
                fail(
                        request,
                        history,
                        completion.mayHaveHappened() ? FailureKind.OUTCOME_UNKNOWN : FailureKind.EXPIRED,
                        "",
                        tooOld.detail(),
                        history.retries());
            case Completion.Ending.NeverKnown<A>(String detail) ->
                fail(request, history, FailureKind.OUTCOME_UNKNOWN, "", detail, history.retries());
            case Completion.Ending.Asked<A>(var result) -> {
                switch (result) {
                    case CallResult.Answered<A> answered -> succeed(request, history, answered.answer());
                    case CallResult.RefusedForGood<A> refused ->
                        fail(
                                request,
                                history,
                                FailureKind.REFUSED,
                                refused.code(),
                                refused.detail(),
                                history.retries() + 1);
                    case CallResult.RefusedForNow<A> refused ->
                        postpone(request, history, refused.retryAfter(), refused.detail());
                    case CallResult.Deferred<A> deferred ->
                        postpone(request, history, deferred.retryAfter(), deferred.detail());
                    case CallResult.NotSent<A> notSent -> retryOrFail(completion, history, notSent.detail());
                    case CallResult.Unknown<A> unknown -> retryOrFail(completion, history, unknown.detail());
                }
            }
        }
    }

    /** The outside did nothing and wants time: that is no failed attempt of this request. */
    private void postpone(OpenRequest<Q> request, History history, @Nullable Duration retryAfter, String detail) {
        follow(postponed(history, retryAfter), request, history, detail, history.retries() + 1);
    }

    private RetryDecision postponed(History history, @Nullable Duration retryAfter) {
        return engine.retries()
                .postpone(
                        history.mayHaveHappened(),
                        retryAfter,
                        Instant.ofEpochMilli(history.firstTriedMillis()),
                        engine.dispatcher().expiry(history),
                        engine.clock().instant(),
                        engine.random().nextDouble());
    }

    private void retryOrFail(Completion<Q, A> completion, History history, String detail) {
        OpenRequest<Q> request = completion.request();
        int attempts = history.retries() + 1;
        Instant now = engine.clock().instant();
        double chance = engine.random().nextDouble();
        if (completion.probe()) {
            Duration delay = engine.retries().delay(1, chance);
            await(now.plus(delay).toEpochMilli(), request.id, request.request, history, request.trace);
            return;
        }
        RetryDecision decision = engine.retries()
                .decide(attempts, history.mayHaveHappened(), engine.dispatcher().expiry(history), now, chance);
        follow(decision, request, history.retried(attempts), detail, attempts);
    }

    private void follow(RetryDecision decision, OpenRequest<Q> request, History history, String detail, int attempts) {
        switch (decision) {
            case RetryDecision.RetryAt(Instant due) ->
                await(due.toEpochMilli(), request.id, request.request, history, request.trace);
            case RetryDecision.GiveUp(FailureKind kind) -> fail(request, history, kind, "", detail, attempts);
        }
    }

    private void succeed(OpenRequest<Q> request, History history, A answer) {
        state().tally().add(Count.SUCCEEDED);
        finish(
                request,
                history,
                new Outcome.Succeeded<>(
                        request.request,
                        answer,
                        history.retries() + 1,
                        engine.clock().instant()),
                true);
    }

    private void fail(
            OpenRequest<Q> request, History history, FailureKind kind, String code, String detail, int attempts) {
        state().tally().add(Count.FAILED);
        finish(
                request,
                history.suspected(kind == FailureKind.OUTCOME_UNKNOWN),
                new Outcome.Failed<>(
                        request.request,
                        kind,
                        code,
                        detail,
                        attempts,
                        engine.clock().instant()),
                false);
    }

    private void finish(OpenRequest<Q> request, History history, Outcome<Q, A> outcome, boolean succeeded) {
        uncommitted = true;
        byte[] value = engine.outcomes().write(outcome);
        state().ledger()
                .put(
                        request.id,
                        new LedgerEntry.Finished(
                                history, succeeded, outcome.at().toEpochMilli(), value));
        forward(request.key.getBytes(UTF_8), new CallEvent.Finished<>(outcome, value), request.trace.toHeaders());
    }

    private void republishDue() {
        if (engine.isClosing()) {
            return;
        }
        int most = REPUBLISHED_AT_ONCE;
        if (!engine.dispatcher().circuitClosed()) {
            if (!state().inFlight().isEmpty()) {
                return;
            }
            most = 1;
        }
        for (WaitingRoom.Due due : state().waiting().due(nowMillis(), most)) {
            StoredRequest stored = due.request();
            state().waiting().remove(due);
            state().ledger().put(due.id(), new LedgerEntry.Republished(stored.history()));
            state().tally().add(Count.ON_THEIR_WAY);
            engine.metrics().republished();
            sendBack(stored.request(), stored.trace());
        }
    }

    private void sendBack(byte[] request, Trace trace) {
        byte[] key = engine.form().key(engine.form().read(request)).getBytes(UTF_8);
        forward(
                key,
                new CallEvent.Republished<>(request, state().context().taskId().partition()),
                trace.toHeaders());
    }

    private void deadLetter(Record<byte[], Reading<Q>> received, byte @Nullable [] value, String reason) {
        state().tally().add(Count.RECEIVED);
        state().tally().add(Count.DEAD_LETTERED);
        var whole = new DeadLetter.Received(
                received.key(),
                value,
                received.headers(),
                received.timestamp(),
                state().context().recordMetadata());
        DeadLetter dead = DeadLetter.of(whole, reason, engine.form().masking());
        state().context()
                .forward(new Record<>(
                        dead.key(),
                        new CallEvent.DeadLettered<>(dead.value(), dead.reason()),
                        received.timestamp(),
                        dead.headers()));
    }

    private void forward(byte[] key, CallEvent<Q, A> event, Headers headers) {
        state().context().forward(new Record<>(key, event, nowMillis(), headers));
    }

    private void publishBooks() {
        TaskState<Q, A> state = state();
        long now = nowMillis();
        books = state.tally()
                .books(
                        state.inFlight().size(),
                        state.waiting().size(),
                        Math.max(
                                state.inFlight().ages().oldestMillis(now),
                                state.waiting().ages().oldestMillis(now)));
    }

    Books books() {
        return books;
    }

    /** Whether a call has ended whose completion is not taken in yet. May be asked from any thread. */
    boolean hasCompletions() {
        TaskState<Q, A> state = stateOrNull;
        return state != null && !state.completions().isEmpty();
    }

    private long nowMillis() {
        return engine.clock().millis();
    }

    /** Calls that are in flight finish by themselves, none begins any more; their entries are the next owner's. */
    @Override
    public void close() {
        disown();
        engine.taskStopped(this);
    }

    private void disown() {
        TaskState<Q, A> state = stateOrNull;
        if (state != null && !state.disowned().getAndSet(true)) {
            state.inFlight().unusedPermits().forEach(engine.dispatcher()::giveBack);
        }
    }
}
