package io.tocsin.simulator.bank;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Admits charges by their idempotency key and decides them: once for each key, and in the ledger before anyone is told.
 *
 * <p>The bank knows keys, not payments: a second key for the same payment id is a second charge, as it would be at a
 * real bank. So a client that changes its key shows up in the ledger as having charged twice. Not safe to share: only
 * the bank's event loop touches it.
 */
final class ChargeDesk {
    private final ChargeBook book;
    private final LedgerFile file;
    private final Clock clock;
    private final ChargeNumbers chargeNumbers = new ChargeNumbers(new SplittableRandom());
    private final Map<Id, RunningCharge> runningByKey = new HashMap<>();
    private final Map<Id, Integer> runningByPayment = new HashMap<>();
    private final AsciiText lines = new AsciiText();

    ChargeDesk(ChargeBook book, LedgerFile file, Clock clock) {
        this.book = book;
        this.file = file;
        this.clock = clock;
    }

    Admission admit(String keyText, ChargeRequest request) {
        Id key = Id.ofKey(keyText);
        BookedCharge known = book.byKey(key);
        if (known != null) {
            return known.answers(request) ? new Admission.Known(known) : new Admission.KeyReused();
        }
        RunningCharge running = runningByKey.get(key);
        if (running != null) {
            return running.request().equals(request) ? new Admission.StillRunning() : new Admission.KeyReused();
        }
        var admitted = new RunningCharge(key, keyText, request);
        runningByKey.put(key, admitted);
        runningByPayment.merge(request.payment(), 1, Integer::sum);
        return new Admission.New(admitted);
    }

    /**
     * Decides admitted charges and puts them into the ledger, all with one write. When that fails, none was charged.
     *
     * @return what was decided, in the order of {@code charges}
     */
    List<BookedCharge> decide(List<RunningCharge> charges, FaultPlan plan) throws IOException {
        long now = Math.max(clock.millis(), book.lastCreatedAtMillis());
        var decided = new ArrayList<BookedCharge>(charges.size());
        var offsets = new long[charges.size()];
        lines.clear();
        for (int i = 0; i < charges.size(); i++) {
            RunningCharge running = charges.get(i);
            ChargeRequest request = running.request();
            var charge = new BookedCharge(
                    running.key(),
                    request.payment(),
                    chargeNumbers.next(),
                    request.minorUnits(),
                    request.currency(),
                    request.tokenPrint(),
                    plan.decline(request.cardToken()).orElse(null),
                    now);
            offsets[i] = lines.length();
            ChargeText.putLine(lines, charge, running.keyText(), request.cardToken());
            decided.add(charge);
        }
        try {
            long start = file.append(lines.asByteBuffer());
            for (int i = 0; i < offsets.length; i++) {
                book.add(decided.get(i), start + offsets[i]);
            }
        } finally {
            charges.forEach(this::noLongerRunning);
        }
        return decided;
    }

    /** What became of a payment; null when nothing is decided, and perhaps {@link #isRunning running}. */
    @Nullable BookedCharge find(Id payment) {
        return book.byPayment(payment);
    }

    boolean isRunning(Id payment) {
        return runningByPayment.containsKey(payment);
    }

    int running() {
        return runningByKey.size();
    }

    private void noLongerRunning(RunningCharge charge) {
        runningByKey.remove(charge.key());
        runningByPayment.computeIfPresent(
                charge.request().payment(), (payment, count) -> count == 1 ? null : count - 1);
    }
}
