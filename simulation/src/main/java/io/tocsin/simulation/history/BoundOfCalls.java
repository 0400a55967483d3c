package io.tocsin.simulation.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rule 5: no more attempts of one process at once than allowed; where calls are announced, those that are announced and have not begun are
 * among them. Once nothing goes on, none is counted.
 */
final class BoundOfCalls implements HistoryRule {
    private final int most;
    private final Lives lives;
    private final Map<Integer, Integer> processOf = new HashMap<>();
    private final Map<Integer, Integer> running = new HashMap<>();
    private final Map<Integer, Integer> processOfLife = new HashMap<>();
    private final Map<Integer, Permits> permits = new HashMap<>();

    /** Who has a right to call the outside, as far as that is seen: announced, or in contact with it. */
    private static final class Permits {
        private final Set<Announced> announced = new HashSet<>();
        private final Set<Integer> inContact = new HashSet<>();

        /** For each attempt that ended without contact, its life: one of what that has announced is over. */
        private final List<Integer> endedUnseen = new ArrayList<>();

        private int inUse() {
            return announced.size() - endedUnseen.size() + inContact.size();
        }

        private void ended(Lives.Attempt attempt) {
            if (!inContact.remove(attempt.number) && announced.stream().anyMatch(one -> one.life == attempt.life)) {
                endedUnseen.add(attempt.life);
            }
        }

        private void withdrawn(Announced one) {
            if (announced.remove(one)) {
                endedUnseen.remove((Integer) one.life);
            }
        }

        private void over(int life) {
            announced.removeIf(one -> one.life == life);
            endedUnseen.removeIf(it -> it == life);
        }
    }

    private record Announced(int life, String id) {}

    BoundOfCalls(int most, Lives lives) {
        this.most = most;
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.AttemptBegan it -> {
                processOf.put(it.attempt(), it.process());
                if (running.merge(it.process(), 1, Integer::sum) == most + 1) {
                    violations.add(
                            Guarantee.BOUND_OF_CALLS,
                            "process " + it.process() + " runs " + (most + 1) + " attempts, " + most + " are allowed");
                }
            }
            case HistoryEvent.AttemptEnded it -> {
                Integer process = processOf.remove(it.attempt());
                if (process != null) {
                    running.merge(process, -1, Integer::sum);
                }
                Lives.Attempt attempt = lives.attempt(it.attempt());
                if (attempt != null) {
                    permitsOf(attempt.process).ended(attempt);
                }
            }
            case HistoryEvent.LifeBegan it -> processOfLife.put(it.life(), it.process());
            case HistoryEvent.LifeEnded it -> permits.values().forEach(held -> held.over(it.life()));
            case HistoryEvent.Announced it -> announced(it, violations);
            case HistoryEvent.InquiryBegan it -> contact(it.attempt(), violations);
            case HistoryEvent.CallBegan it -> contact(it.attempt(), violations);
            case HistoryEvent.CallsAtEnd it -> {
                if (it.calls() != 0) {
                    violations.add(
                            Guarantee.BOUND_OF_CALLS,
                            "process " + it.process() + " counts " + it.calls() + " calls though nothing goes on");
                }
            }
            default -> {}
        }
    }

    private Permits permitsOf(int process) {
        return permits.computeIfAbsent(process, it -> new Permits());
    }

    private void announced(HistoryEvent.Announced it, Violations violations) {
        Integer process = processOfLife.get(it.life());
        if (process == null) {
            return;
        }
        var announced = new Announced(it.life(), it.id());
        if (!it.mayBeCalled()) {
            permitsOf(process).withdrawn(announced);
        } else if (permitsOf(process).announced.add(announced)) {
            count(process, violations);
        }
    }

    private void contact(int number, Violations violations) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt == null
                || attempt.id == null
                || !permitsOf(attempt.process).inContact.add(number)) {
            return;
        }
        if (!permitsOf(attempt.process).announced.remove(new Announced(attempt.life, attempt.id))) {
            count(attempt.process, violations);
        }
    }

    private void count(int process, Violations violations) {
        if (permitsOf(process).inUse() == most + 1) {
            violations.add(
                    Guarantee.BOUND_OF_CALLS,
                    "process " + process + " runs or has announced " + (most + 1) + " calls, " + most + " are allowed");
        }
    }
}
