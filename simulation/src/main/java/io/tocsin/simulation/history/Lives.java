package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Circuit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who owned what when, what was taken in, and what was tried: what several rules must know. */
final class Lives {
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Integer, Life> lives = new HashMap<>();
    private final Map<Integer, Attempt> attempts = new HashMap<>();
    private final Map<Integer, Map<String, Admission>> committed = new HashMap<>();
    private final Map<Integer, Integer> lastLife = new HashMap<>();
    private long position;

    /** The time in which one owner has one partition. */
    static final class Life {
        final int partition;
        final long began;
        private final Map<String, Admission> admissions;
        private final List<String> uncommitted = new ArrayList<>();

        private Life(int partition, long began, Map<String, Admission> admissions) {
            this.partition = partition;
            this.began = began;
            this.admissions = admissions;
        }

        /** What was taken in, by id, also before this life began. */
        Map<String, Admission> admissions() {
            return admissions;
        }
    }

    /** That a record was taken in. */
    static final class Admission {
        final String key;
        final long offset;
        private long committedAt = NEVER;

        private Admission(String key, long offset) {
            this.key = key;
            this.offset = offset;
        }

        boolean committedBefore(Attempt attempt) {
            return committedAt < attempt.began;
        }
    }

    /** What was handed to one thread. */
    static final class Attempt {
        final int number;
        final int process;
        final int life;
        final long began;
        final long wallMillis;
        final boolean probe;

        /** Whom it is for; known from its first contact with the outside. */
        @Nullable String id;

        @Nullable Admission admission;

        int count;

        @Nullable Answer answer;

        @Nullable Duration retryAfter;

        long answeredWallMillis;

        long answered;

        private Attempt(HistoryEvent.AttemptBegan event, long began) {
            this.number = event.attempt();
            this.process = event.process();
            this.life = event.life();
            this.began = began;
            this.wallMillis = event.wallMillis();
            this.probe = event.circuit() != Circuit.CLOSED;
        }
    }

    void see(HistoryEvent event) {
        position++;
        switch (event) {
            case HistoryEvent.LifeBegan it -> {
                lives.put(it.life(), new Life(it.partition(), position, new HashMap<>(committedOf(it.partition()))));
                lastLife.put(it.partition(), it.life());
            }
            case HistoryEvent.Admitted it -> {
                Life life = lives.get(it.life());
                if (life != null) {
                    life.admissions.put(it.id(), new Admission(it.key(), it.offset()));
                    life.uncommitted.add(it.id());
                }
            }
            case HistoryEvent.Committed it -> it.lives().forEach(this::commit);
            case HistoryEvent.AttemptBegan it -> attempts.put(it.attempt(), new Attempt(it, position));
            case HistoryEvent.InquiryBegan it -> contact(it.attempt(), it.id(), it.number());
            case HistoryEvent.CallBegan it -> contact(it.attempt(), it.id(), it.number());
            case HistoryEvent.CallEnded it -> {
                Attempt attempt = attempts.get(it.attempt());
                if (attempt != null) {
                    attempt.answer = it.answer();
                    attempt.retryAfter = it.retryAfter();
                    attempt.answeredWallMillis = it.wallMillis();
                    attempt.answered = position;
                }
            }
            default -> {}
        }
    }

    private Map<String, Admission> committedOf(int partition) {
        return committed.computeIfAbsent(partition, it -> new HashMap<>());
    }

    private void commit(int number) {
        Life life = lives.get(number);
        if (life == null) {
            return;
        }
        Map<String, Admission> ofPartition = committedOf(life.partition);
        for (String id : life.uncommitted) {
            Admission admission = life.admissions.get(id);
            if (admission != null) {
                admission.committedAt = Math.min(admission.committedAt, position);
                ofPartition.put(id, admission);
            }
        }
        life.uncommitted.clear();
    }

    private void contact(int number, String id, int count) {
        Attempt attempt = attempts.get(number);
        if (attempt == null || attempt.id != null) {
            return;
        }
        attempt.id = id;
        attempt.count = count;
        Life life = lives.get(attempt.life);
        attempt.admission = life == null ? null : life.admissions.get(id);
    }

    /** {@code null} when nothing is known of it. */
    @Nullable Attempt attempt(int number) {
        return attempts.get(number);
    }

    /** {@code null} when nothing is known of it. */
    @Nullable Life life(int number) {
        return lives.get(number);
    }

    /** Whether nobody has taken over from the owner whose attempt this is. */
    boolean isOfLastOwner(Attempt attempt) {
        Life life = lives.get(attempt.life);
        return life != null && lastLife.getOrDefault(life.partition, attempt.life) == attempt.life;
    }

    /** The place of the event that was seen last. */
    long position() {
        return position;
    }
}
