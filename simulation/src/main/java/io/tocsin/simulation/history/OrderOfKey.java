package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rule 5: an owner tries the requests of one key one at a time, in their order of arrival; each once, but for one that was refused for
 * now where the order is kept.
 */
final class OrderOfKey implements HistoryRule {
    private final boolean keepsOrder;
    private final Lives lives;
    private final Map<Lane, Lives.Attempt> running = new HashMap<>();
    private final Map<Lane, Lives.Attempt> last = new HashMap<>();
    private final Set<Integer> judged = new HashSet<>();

    private record Lane(int life, String key) {}

    OrderOfKey(boolean keepsOrder, Lives lives) {
        this.keepsOrder = keepsOrder;
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.InquiryBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.CallBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.AttemptEnded it -> {
                Lives.Attempt attempt = lives.attempt(it.attempt());
                if (attempt != null && attempt.admission != null) {
                    running.remove(new Lane(attempt.life, attempt.admission.key), attempt);
                }
            }
            default -> {}
        }
    }

    private void judge(int number, Violations violations) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt == null || attempt.admission == null || !judged.add(number)) {
            return;
        }
        var lane = new Lane(attempt.life, attempt.admission.key);
        Lives.@Nullable Attempt other = running.put(lane, attempt);
        if (other != null) {
            violations.add(
                    Guarantee.ORDER_OF_KEY,
                    "attempts " + other.number + " (" + other.id + ") and " + number + " (" + attempt.id + ") of key "
                            + lane.key + " run at once");
        }
        Lives.@Nullable Attempt before = last.put(lane, attempt);
        if (before != null && before.admission != null && !mayFollow(before.admission, before, attempt.admission)) {
            violations.add(
                    Guarantee.ORDER_OF_KEY,
                    attempt.id + " of offset " + attempt.admission.offset + " is tried after offset "
                            + before.admission.offset + " of the same key " + lane.key);
        }
    }

    private boolean mayFollow(Lives.Admission taken, Lives.Attempt before, Lives.Admission next) {
        boolean keepsItsPlace = keepsOrder && before.answer == Answer.REFUSED_FOR_NOW;
        return taken.offset < next.offset || (taken.offset == next.offset && keepsItsPlace);
    }
}
