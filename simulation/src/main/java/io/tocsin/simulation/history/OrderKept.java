package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Answer;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import io.tocsin.simulation.history.HistoryEvent.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rule 5 where the order is kept: nothing is called before what came earlier of its key is settled. One that is refused for now is not:
 * it keeps its place. One that goes back to the end of the topic for another reason is: it gives its place up.
 */
final class OrderKept implements HistoryRule {
    private final Lives lives;
    private final Map<String, Place> taken = new HashMap<>();
    private final Set<Place> settled = new HashSet<>();
    private final List<Overtaking> overtakings = new ArrayList<>();

    /** A request, as it was taken in once. */
    private record Place(String id, long offset) {}

    private record Overtaking(String overtaken, int position, String what) {}

    OrderKept(Lives lives) {
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.Admitted it -> taken.put(it.id(), new Place(it.id(), it.offset()));
            case HistoryEvent.CallBegan it -> call(it.attempt(), violations.position());
            case HistoryEvent.CallEnded it -> {
                if (it.answer() != Answer.REFUSED_FOR_NOW) {
                    settle(it.attempt());
                }
            }
            case HistoryEvent.InquiryEnded it -> {
                if (it.found() != Found.NOTHING) {
                    settle(it.attempt());
                }
            }
            case HistoryEvent.OutcomeWritten it -> {
                settled.add(taken.getOrDefault(it.id(), new Place(it.id(), -1)));
                if (it.ending() == Ending.EXPIRED || it.ending() == Ending.OUTCOME_UNKNOWN) {
                    // Given up without a call that shows it: its time was over.
                    overtakings.removeIf(overtaking -> overtaking.overtaken.equals(it.id()));
                }
            }
            default -> {}
        }
    }

    private void settle(int number) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt != null && attempt.id != null && attempt.admission != null) {
            settled.add(new Place(attempt.id, attempt.admission.offset));
        }
    }

    private void call(int number, int position) {
        Lives.Attempt attempt = lives.attempt(number);
        Lives.Life life = attempt == null ? null : lives.life(attempt.life);
        if (attempt == null || life == null || attempt.admission == null) {
            return;
        }
        Lives.Admission mine = attempt.admission;
        life.admissions().forEach((id, other) -> {
            if (other.key.equals(mine.key)
                    && other.offset < mine.offset
                    && !settled.contains(new Place(id, other.offset))) {
                overtakings.add(new Overtaking(
                        id,
                        position,
                        attempt.id + " of offset " + mine.offset + " is called before " + id + " of offset "
                                + other.offset + ", which keeps its place in " + mine.key));
            }
        });
    }

    @Override
    public void end(Violations violations) {
        for (Overtaking overtaking : overtakings) {
            violations.at(overtaking.position);
            violations.add(Guarantee.ORDER_KEPT, overtaking.what);
        }
    }
}
