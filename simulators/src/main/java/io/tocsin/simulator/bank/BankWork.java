package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works on requests: draws what goes wrong with each, waits its latency, decides it, answers it.
 *
 * <p>Everything happens on one event loop, so nothing here is locked; what other threads may read is said to be
 * volatile. The order within one turn is: all decisions, one write of the ledger, then the answers.
 */
final class BankWork implements BankDoor.Inside {
    private static final System.Logger LOG = System.getLogger(BankWork.class.getName());
    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("Idempotency-Key");
    private static final long LEDGER_RETRY_AFTER_SECONDS = 5;

    private final ChargeDesk desk;
    private final BankCounts counts;
    private final BankObserver observer;
    private final DueQueue due;
    private final BankAnswers answers = new BankAnswers();
    private final ChargeRequestReader reader = new ChargeRequestReader();
    private FaultDice dice;
    private volatile Optional<String> ledgerTrouble = Optional.empty();

    BankWork(Vertx vertx, ChargeDesk desk, BankCounts counts, BankObserver observer, FaultPlan plan) {
        this.desk = desk;
        this.counts = counts;
        this.observer = observer;
        this.due = new DueQueue(vertx, this::whenDue);
        this.dice = new FaultDice(plan);
    }

    void behave(FaultPlan plan) {
        dice = new FaultDice(plan);
    }

    /** Why the ledger cannot be written; empty when the last write went well. Safe to ask from any thread. */
    Optional<String> ledgerTrouble() {
        return ledgerTrouble;
    }

    /** How many requests wait for their answer. */
    int inFlight() {
        return due.size();
    }

    @Override
    public void charge(HttpServerRequest request, byte[] body) {
        counts.received(false);
        var visit = new Visit(request, dice.nextFault(false), null);
        if (visit.fault != null && !visit.fault.charged()) {
            holdUncharged(visit, visit.fault);
            return;
        }
        try {
            String key = IdempotencyKey.read(request.headers().get(IDEMPOTENCY_KEY));
            admit(visit, desk.admit(key, reader.read(body)));
        } catch (InvalidFieldException e) {
            answers.problem(request, BankProblem.malformed(e));
            done(visit, BankResult.MALFORMED);
        }
    }

    @Override
    public void inquiry(HttpServerRequest request, String paymentId) {
        counts.received(true);
        Id payment = Id.ofUuid(paymentId);
        if (payment == null) {
            refuse(
                    request,
                    BankResult.MALFORMED,
                    BankProblem.malformed(
                            new InvalidFieldException("paymentId", "is not a UUID in its canonical, lower-case form")));
            return;
        }
        var visit = new Visit(request, dice.nextFault(true), payment);
        if (visit.fault != null && !visit.fault.charged()) {
            holdUncharged(visit, visit.fault);
        } else {
            due.hold(visit, dice.nextLatencyMillis());
        }
    }

    @Override
    public void refuse(HttpServerRequest request, BankResult result, BankProblem problem) {
        answers.problem(request, problem);
        counts.answered(result, Duration.ZERO);
        observer.answered(result, Duration.ZERO);
    }

    private void admit(Visit visit, Admission admission) {
        switch (admission) {
            case Admission.New admitted -> {
                visit.running = admitted.charge();
                due.hold(visit, dice.nextLatencyMillis());
            }
            case Admission.Known known -> {
                visit.charge = known.charge();
                visit.replayed = true;
                due.hold(visit, dice.nextLatencyMillis());
            }
            case Admission.StillRunning running -> {
                answers.problem(visit.http, BankProblem.STILL_RUNNING);
                done(visit, BankResult.CONFLICT);
            }
            case Admission.KeyReused reused -> {
                answers.problem(visit.http, BankProblem.KEY_REUSED);
                done(visit, BankResult.KEY_REUSED);
            }
        }
    }

    /** A fault that strikes before the bank has looked at the request. */
    private void holdUncharged(Visit visit, Fault fault) {
        switch (fault) {
            case Fault.ServerError error -> due.hold(visit, dice.nextLatencyMillis());
            case Fault.HtmlWith200 page -> due.hold(visit, dice.nextLatencyMillis());
            case Fault.Hang hang -> {
                visit.hung = true;
                due.hold(visit, hang.time().toMillis());
            }
            case Fault.ChargeThenDrop drop -> answer(visit);
            case Fault.DropBeforeCharge drop -> answer(visit);
            case Fault.TooManyRequests refusal -> answer(visit);
            case Fault.Unavailable refusal -> answer(visit);
            case Fault.HalfBody half -> answer(visit);
        }
    }

    private void whenDue(List<Visit> visits) {
        decide(visits);
        for (Visit visit : visits) {
            answer(visit);
        }
    }

    private void decide(List<Visit> visits) {
        var deciding = new ArrayList<Visit>(visits.size());
        var charges = new ArrayList<RunningCharge>(visits.size());
        for (Visit visit : visits) {
            if (visit.running != null) {
                deciding.add(visit);
                charges.add(visit.running);
                visit.running = null;
            }
        }
        if (charges.isEmpty()) {
            return;
        }
        try {
            List<BookedCharge> decided = desk.decide(charges, dice.plan());
            for (int i = 0; i < decided.size(); i++) {
                deciding.get(i).charge = decided.get(i);
            }
            ledgerWritten();
        } catch (IOException e) {
            deciding.forEach(visit -> visit.ledgerFailed = true);
            ledgerFailed(e);
        }
    }

    private void answer(Visit visit) {
        if (visit.cut()) {
            done(visit, BankResult.CLIENT_GONE);
        } else if (visit.ledgerFailed) {
            answers.problem(visit.http, BankProblem.LEDGER_FAILED, LEDGER_RETRY_AFTER_SECONDS);
            done(visit, BankResult.LEDGER_FAILED);
        } else if (visit.fault == null) {
            done(visit, answerRightly(visit));
        } else {
            answerWrongly(visit, visit.fault);
        }
    }

    private void answerWrongly(Visit visit, Fault fault) {
        HttpServerRequest request = visit.http;
        switch (fault) {
            case Fault.ChargeThenDrop drop -> answers.drop(request);
            case Fault.DropBeforeCharge drop -> answers.drop(request);
            case Fault.ServerError error -> answers.problem(request, BankProblem.SERVER_ERROR);
            case Fault.TooManyRequests refusal ->
                answers.problem(
                        request,
                        BankProblem.TOO_MANY_REQUESTS,
                        refusal.retryAfter().toSeconds());
            case Fault.Unavailable refusal ->
                answers.problem(
                        request, BankProblem.UNAVAILABLE, refusal.retryAfter().toSeconds());
            case Fault.HtmlWith200 page -> answers.webPage(request);
            case Fault.HalfBody half -> {
                BookedCharge told = told(visit);
                if (told == null) {
                    answers.drop(request);
                } else {
                    answers.half(request, told, visit.inquiry != null, visit.replayed);
                }
            }
            case Fault.Hang hang -> {
                if (!visit.hung) {
                    visit.hung = true;
                    due.hold(visit, hang.time().toMillis());
                    return;
                }
                if (hang.charged()) {
                    answerRightly(visit);
                } else {
                    answers.drop(request);
                }
            }
        }
        done(visit, BankResult.FAULT);
    }

    private BankResult answerRightly(Visit visit) {
        BookedCharge told = told(visit);
        Id inquiry = visit.inquiry;
        if (inquiry == null) {
            if (told == null) {
                throw new IllegalStateException("a charge is decided before it is answered");
            }
            answers.charge(visit.http, told, visit.replayed);
            return visit.replayed ? BankResult.REPLAYED : told.approved() ? BankResult.APPROVED : BankResult.DECLINED;
        }
        if (told != null && (told.approved() || !desk.isRunning(inquiry))) {
            answers.found(visit.http, told);
            return BankResult.FOUND;
        }
        if (desk.isRunning(inquiry)) {
            answers.pending(visit.http, inquiry);
            return BankResult.PENDING;
        }
        answers.problem(visit.http, BankProblem.NO_SUCH_CHARGE);
        return BankResult.NOT_FOUND;
    }

    private @Nullable BookedCharge told(Visit visit) {
        return visit.inquiry == null ? visit.charge : desk.find(visit.inquiry);
    }

    private void done(Visit visit, BankResult result) {
        Duration time = Duration.ofNanos(System.nanoTime() - visit.arrivedNanos);
        counts.answered(result, time);
        observer.answered(result, time);
    }

    private void ledgerWritten() {
        if (ledgerTrouble.isPresent()) {
            ledgerTrouble = Optional.empty();
            LOG.log(System.Logger.Level.INFO, "the bank can write its ledger again");
        }
    }

    private void ledgerFailed(IOException e) {
        if (ledgerTrouble.isEmpty()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the bank cannot write its ledger, and answers 503 until it can: {0}; free disk space or mend the"
                            + " data directory",
                    e.getMessage());
        }
        ledgerTrouble = Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
}
