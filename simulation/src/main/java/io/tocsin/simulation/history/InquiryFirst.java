package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import io.tocsin.simulation.history.HistoryEvent.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rule 3: a call whose end is not known is asked about before the next under the same id, and only a clear <em>nothing</em>
 * allows that one.
 *
 * <p>An owner knows of the calls that began before he took over, and of his own. Nobody knows of a call that a former owner
 * begins after he was replaced. What is not known is nothing to ask about; it is harmless through its key alone.
 */
final class InquiryFirst implements HistoryRule {
    private final Lives lives;
    private final Map<String, List<Call>> calls = new HashMap<>();
    private final Map<Asker, Inquiry> inquiries = new HashMap<>();

    private record Asker(int attempt, String id) {}

    private static final class Call {
        private final int attempt;
        private final long began;
        private @Nullable Answer answer;

        private Call(int attempt, long began) {
            this.attempt = attempt;
            this.began = began;
        }

        private boolean mayHaveHappened() {
            return answer == null || !answer.hadNoEffect();
        }
    }

    private static final class Inquiry {
        private final long began;
        private @Nullable Found found;

        private Inquiry(long began) {
            this.began = began;
        }
    }

    InquiryFirst(Lives lives) {
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.InquiryBegan it ->
                inquiries.put(new Asker(it.attempt(), it.id()), new Inquiry(lives.position()));
            case HistoryEvent.InquiryEnded it -> {
                Inquiry inquiry = inquiries.get(new Asker(it.attempt(), it.id()));
                if (inquiry != null) {
                    inquiry.found = it.found();
                }
            }
            case HistoryEvent.CallBegan it -> {
                callsOf(it.id()).forEach(earlier -> judge(earlier, it, violations));
                if (isOfLastOwner(it.attempt())) {
                    callsOf(it.id()).add(new Call(it.attempt(), lives.position()));
                }
            }
            case HistoryEvent.CallEnded it -> {
                for (Call call : callsOf(it.id())) {
                    if (call.attempt == it.attempt()) {
                        call.answer = it.answer();
                    }
                }
            }
            case HistoryEvent.OutcomeWritten it -> {
                if (it.ending() == Ending.REFUSED) {
                    // The outside has decided under this key: what was called before has no effect any more.
                    callsOf(it.id()).clear();
                }
            }
            default -> {}
        }
    }

    private List<Call> callsOf(String id) {
        return calls.computeIfAbsent(id, it -> new ArrayList<>());
    }

    private void judge(Call earlier, HistoryEvent.CallBegan now, Violations violations) {
        if (!earlier.mayHaveHappened() || !isKnownTo(now.attempt(), earlier)) {
            return;
        }
        Inquiry inquiry = inquiries.get(new Asker(now.attempt(), now.id()));
        boolean asked = inquiry != null && inquiry.found == Found.NOTHING && inquiry.began > earlier.began;
        if (!asked) {
            violations.add(
                    Guarantee.INQUIRY_FIRST,
                    now.id() + " is called by attempt " + now.attempt() + ", though attempt " + earlier.attempt
                            + " may have had its effect and was not asked about");
        }
    }

    private boolean isOfLastOwner(int number) {
        Lives.Attempt attempt = lives.attempt(number);
        return attempt == null || lives.isOfLastOwner(attempt);
    }

    private boolean isKnownTo(int number, Call earlier) {
        Lives.Attempt then = lives.attempt(earlier.attempt);
        Lives.Attempt now = lives.attempt(number);
        if (then == null || now == null || then.life == now.life) {
            return true;
        }
        Lives.Life life = lives.life(now.life);
        return life == null || earlier.began < life.began;
    }
}
