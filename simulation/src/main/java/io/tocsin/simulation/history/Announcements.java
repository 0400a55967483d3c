package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules 1 and 3 where the outside cannot be asked: an attempt begins only when its announcement is committed, and only what was called
 * without a clear end, or was announced by an owner whose time is over, is given up as unknown.
 */
final class Announcements implements HistoryRule {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long LONG_AGO = -1;

    private final Promises promises;
    private final Lives lives;

    /** For each life, when the announcement of each id was committed. */
    private final Map<Integer, Map<String, Long>> announced = new HashMap<>();

    private final Map<Integer, List<HistoryEvent.Announced>> uncommitted = new HashMap<>();
    private final Map<Integer, Set<String>> committed = new HashMap<>();
    private final Set<Integer> judged = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    private final Map<String, Long> firstAnnounced = new HashMap<>();
    private boolean clockMoved;

    Announcements(Promises promises, Lives lives) {
        this.promises = promises;
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.LifeBegan it -> {
                for (String id : committedOf(it.partition())) {
                    ofLife(it.life()).put(id, LONG_AGO);
                    doubtful.add(id);
                }
            }
            case HistoryEvent.Announced it -> announce(it);
            case HistoryEvent.Committed it -> it.lives().forEach(this::commit);
            case HistoryEvent.InquiryBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.CallBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.CallEnded it -> {
                if (it.answer() == Answer.UNKNOWN) {
                    doubtful.add(it.id());
                }
            }
            case HistoryEvent.ClockMoved it -> clockMoved = true;
            case HistoryEvent.OutcomeWritten it -> {
                if (it.ending() == Ending.OUTCOME_UNKNOWN) {
                    unknown(it, violations);
                }
            }
            default -> {}
        }
    }

    private Map<String, Long> ofLife(int life) {
        return announced.computeIfAbsent(life, it -> new HashMap<>());
    }

    private Set<String> committedOf(int partition) {
        return committed.computeIfAbsent(partition, it -> new HashSet<>());
    }

    private void announce(HistoryEvent.Announced it) {
        if (it.mayBeCalled()) {
            ofLife(it.life()).put(it.id(), NEVER);
            firstAnnounced.putIfAbsent(it.id(), it.at());
        } else {
            ofLife(it.life()).remove(it.id());
        }
        uncommitted.computeIfAbsent(it.life(), life -> new ArrayList<>()).add(it);
    }

    private void commit(int number) {
        Lives.Life life = lives.life(number);
        List<HistoryEvent.Announced> written = uncommitted.remove(number);
        if (life == null || written == null) {
            return;
        }
        for (HistoryEvent.Announced it : written) {
            if (it.mayBeCalled()) {
                committedOf(life.partition).add(it.id());
            } else {
                committedOf(life.partition).remove(it.id());
            }
            ofLife(number).computeIfPresent(it.id(), (id, since) -> Math.min(since, lives.position()));
        }
    }

    private void judge(int number, Violations violations) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt == null || attempt.id == null || !judged.add(number)) {
            return;
        }
        @Nullable Long since = ofLife(attempt.life).get(attempt.id);
        if (since == null || since >= attempt.began) {
            violations.add(
                    Guarantee.CALL_ANNOUNCED,
                    "attempt " + number + " for " + attempt.id + " began before its announcement was committed");
        }
    }

    private void unknown(HistoryEvent.OutcomeWritten it, Violations violations) {
        if (!doubtful.contains(it.id())) {
            violations.add(
                    Guarantee.JUST_DOUBT,
                    it.id() + " is given up as unknown, though none of its calls ended so, and none was announced by an"
                            + " owner who is gone");
        }
        if (promises.mayComeTwice().test(it.id())
                && it.attempts() < promises.retries().maxAttempts()
                && !mayBeTooOld(it)) {
            violations.add(
                    Guarantee.JUST_DOUBT,
                    it.id() + " may come twice, and is given up as unknown after " + it.attempts() + " attempts");
        }
    }

    private boolean mayBeTooOld(HistoryEvent.OutcomeWritten it) {
        Duration age = Duration.ofNanos(it.at() - firstAnnounced.getOrDefault(it.id(), it.at()));
        Duration longestWait =
                promises.retries().longestDelay().plus(promises.retries().longestRetryAfter());
        return clockMoved || age.plus(longestWait).compareTo(promises.keyLife()) >= 0;
    }
}
