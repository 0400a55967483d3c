package io.tocsin.simulator.bank;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds visits until they are due, and hands over together those that are due in the same millisecond: one timer and
 * one write of the ledger for all of them. Only the bank's event loop touches it.
 */
final class DueQueue {
    private final Vertx vertx;
    private final Consumer<List<Visit>> whenDue;
    private final Map<Long, List<Visit>> byMillisecond = new HashMap<>();
    private @Nullable List<Visit> thisTurn;
    private int size;

    DueQueue(Vertx vertx, Consumer<List<Visit>> whenDue) {
        this.vertx = vertx;
        this.whenDue = whenDue;
    }

    /** Holds {@code visit} for so long; with 0 until the end of this turn of the event loop. */
    void hold(Visit visit, long millis) {
        size++;
        if (millis <= 0) {
            holdForThisTurn(visit);
            return;
        }
        long due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + millis;
        List<Visit> together = byMillisecond.get(due);
        if (together == null) {
            together = new ArrayList<>();
            byMillisecond.put(due, together);
            vertx.setTimer(millis, timer -> release(byMillisecond.remove(due)));
        }
        together.add(visit);
    }

    /** How many visits are held. */
    int size() {
        return size;
    }

    private void holdForThisTurn(Visit visit) {
        List<Visit> together = thisTurn;
        if (together == null) {
            together = new ArrayList<>();
            thisTurn = together;
            List<Visit> released = together;
            vertx.runOnContext(end -> {
                thisTurn = null;
                release(released);
            });
        }
        together.add(visit);
    }

    private void release(@Nullable List<Visit> visits) {
        if (visits != null) {
            size -= visits.size();
            whenDue.accept(visits);
        }
    }
}
