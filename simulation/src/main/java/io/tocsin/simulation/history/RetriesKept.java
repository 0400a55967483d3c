package io.tocsin.simulation.history;

import io.tocsin.calls.RetryPolicy;
import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Circuit;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules 6 and 7: nothing is tried before it is due, nor more often than allowed. An attempt that failed counts, unless it was
 * the probe of a circuit that was not closed, or the outside asked for time; one that was broken off by a crash is made again
 * under its own number. One that keeps its place is left alone for as long as one that waits elsewhere, unless the outside turns out to be
 * back before and has named no time.
 */
final class RetriesKept implements HistoryRule {
    private final RetryPolicy policy;
    private final Lives lives;
    private final Map<String, Arrival> lastArrival = new HashMap<>();
    private final Map<Place, Instant> notBefore = new HashMap<>();
    private final Set<Integer> judged = new HashSet<>();
    private final Map<Integer, Long> circuitClosed = new HashMap<>();
    private long clockMoved = -1;

    private record Place(int partition, long offset) {}

    /** A record that was taken in, and the attempts that it led to. */
    private static final class Arrival {
        private final long offset;
        private final List<Lives.Attempt> attempts = new ArrayList<>();
        private boolean over;

        /** Whether somebody tried it too who was not its last owner: then nobody knows which attempt counts. */
        private boolean contested;

        private Arrival(long offset) {
            this.offset = offset;
        }
    }

    RetriesKept(RetryPolicy policy, Lives lives) {
        this.policy = policy;
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.Sent it -> {
                if (it.notBefore() != null) {
                    notBefore.put(new Place(it.partition(), it.offset()), it.notBefore());
                }
            }
            case HistoryEvent.ClockMoved it -> clockMoved = lives.position();
            case HistoryEvent.CircuitSeen it -> {
                if (it.circuit() == Circuit.CLOSED) {
                    circuitClosed.put(it.process(), lives.position());
                }
            }
            case HistoryEvent.InquiryBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.CallBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.OutcomeWritten it -> outcome(it, violations);
            default -> {}
        }
    }

    private void outcome(HistoryEvent.OutcomeWritten it, Violations violations) {
        Arrival arrival = lastArrival.get(it.id());
        if (it.ending() == Ending.RETRIES_EXHAUSTED) {
            if (it.attempts() < policy.maxAttempts()) {
                violations.add(
                        Guarantee.RETRIES,
                        it.id() + " is given up after " + it.attempts() + " attempts, " + policy.maxAttempts()
                                + " are allowed");
            }
            if (arrival != null
                    && !arrival.contested
                    && arrival.attempts.stream().allMatch(RetriesKept::isFree)) {
                violations.add(Guarantee.CIRCUIT, it.id() + " is given up after what is no attempt");
            }
        }
        if (arrival != null) {
            arrival.over = true;
        }
    }

    private void judge(int number, Violations violations) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt == null || attempt.id == null || attempt.admission == null || !judged.add(number)) {
            return;
        }
        Arrival last = lastArrival.get(attempt.id);
        if (!lives.isOfLastOwner(attempt)) {
            if (last != null) {
                last.contested = true;
            }
            return;
        }
        if (attempt.count > policy.maxAttempts()) {
            violations.add(
                    Guarantee.RETRIES,
                    attempt.id + " is tried " + attempt.count + " times, " + policy.maxAttempts() + " are allowed");
        }
        if (last != null && last.offset == attempt.admission.offset) {
            sameArrival(last, attempt, violations);
        } else {
            judgeNotBefore(attempt, violations);
            if (last != null && !last.contested) {
                nextArrival(last, attempt, violations);
            }
            last = new Arrival(attempt.admission.offset);
            lastArrival.put(attempt.id, last);
        }
        last.attempts.add(attempt);
    }

    private void judgeNotBefore(Lives.Attempt attempt, Violations violations) {
        Lives.Life life = lives.life(attempt.life);
        if (life == null || attempt.admission == null || clockMoved >= 0) {
            return;
        }
        Instant due = notBefore.get(new Place(life.partition, attempt.admission.offset));
        if (due != null && attempt.wallMillis < due.toEpochMilli()) {
            violations.add(Guarantee.RETRIES, attempt.id + " is tried before " + due);
        }
    }

    private void sameArrival(Arrival arrival, Lives.Attempt attempt, Violations violations) {
        Lives.Attempt before = arrival.attempts.getLast();
        if (before.count != attempt.count) {
            violations.add(
                    Guarantee.RETRIES,
                    attempt.id + " is tried as number " + attempt.count + " after a crash during number "
                            + before.count);
        }
        if (before.life == attempt.life
                && before.answer == Answer.REFUSED_FOR_NOW
                && clockMoved < before.began
                && !isBack(before)) {
            judgeWait(before, before.answer, attempt, violations);
        }
    }

    /** Whether the outside was found to be back since this attempt was answered, and had named no time. */
    private boolean isBack(Lives.Attempt attempt) {
        return attempt.retryAfter == null && circuitClosed.getOrDefault(attempt.process, -1L) > attempt.answered;
    }

    private void nextArrival(Arrival last, Lives.Attempt attempt, Violations violations) {
        Lives.Attempt before = last.attempts.getLast();
        if (last.over) {
            if (attempt.count != 1) {
                violations.add(
                        Guarantee.RETRIES, attempt.id + " was sent again and begins with number " + attempt.count);
            }
            return;
        }
        boolean free = last.attempts.stream().anyMatch(RetriesKept::isFree);
        boolean failed = last.attempts.stream().anyMatch(it -> !isFree(it));
        boolean right = (failed && attempt.count == before.count + 1) || (free && attempt.count == before.count);
        if (!right) {
            violations.add(
                    free ? Guarantee.CIRCUIT : Guarantee.RETRIES,
                    attempt.id + " is tried as number " + attempt.count + " after number " + before.count
                            + (free ? ", which does not count" : ""));
        }
        boolean uninterrupted = last.attempts.stream().allMatch(it -> it.life == before.life);
        if (uninterrupted && before.answer != null && clockMoved < before.began) {
            judgeWait(before, before.answer, attempt, violations);
        }
    }

    /** Whether it consumes no attempt of its request. */
    private static boolean isFree(Lives.Attempt attempt) {
        return attempt.probe || isPutOff(attempt.answer);
    }

    /** Whether the outside did nothing and wants time. */
    private static boolean isPutOff(@Nullable Answer answer) {
        return answer == Answer.REFUSED_FOR_NOW || answer == Answer.DEFERRED;
    }

    private void judgeWait(Lives.Attempt before, Answer answer, Lives.Attempt now, Violations violations) {
        Duration least = shortest(isFree(before) ? 1 : before.count);
        Duration wish = before.retryAfter;
        if (isPutOff(answer) && wish != null) {
            Duration honoured = wish.compareTo(policy.longestRetryAfter()) < 0 ? wish : policy.longestRetryAfter();
            least = honoured.compareTo(least) > 0 ? honoured : least;
        }
        long waited = now.wallMillis - before.answeredWallMillis;
        if (waited < least.toMillis() - 1) {
            violations.add(
                    Guarantee.RETRIES,
                    now.id + " is tried again after " + waited + " ms, " + least.toMillis() + " ms is the least after "
                            + answer);
        }
    }

    /** The shortest delay that chance allows after the {@code attempts}-th failure. */
    private Duration shortest(int attempts) {
        double doubled = policy.firstDelay().toNanos() * Math.pow(2, attempts - 1.0);
        double capped = Math.min(doubled, (double) policy.longestDelay().toNanos());
        return Duration.ofNanos((long) (capped * (1 - policy.jitter())));
    }
}
