package io.tocsin.simulation.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rule 5: an owner tries the requests of one key one at a time, in their order of arrival. */
final class OrderOfKey implements HistoryRule {
    private final Lives lives;
    private final Map<Lane, Lives.Attempt> running = new HashMap<>();
    private final Map<Lane, Long> lastOffset = new HashMap<>();
    private final Set<Integer> judged = new HashSet<>();

    private record Lane(int life, String key) {}

    OrderOfKey(Lives lives) {
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
        @Nullable Long before = lastOffset.put(lane, attempt.admission.offset);
        if (before != null && before >= attempt.admission.offset) {
            violations.add(
                    Guarantee.ORDER_OF_KEY,
                    attempt.id + " of offset " + attempt.admission.offset + " is tried after offset " + before
                            + " of the same key " + lane.key);
        }
    }
}
