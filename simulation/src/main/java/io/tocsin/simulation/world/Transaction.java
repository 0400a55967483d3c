package io.tocsin.simulation.world;

import java.util.ArrayList;
import java.util.List;

/** What one stream thread has sent since its last commit: all of it counts, or nothing. */
final class Transaction {
    private final long began;
    private final List<Runnable> onCommit = new ArrayList<>();
    private State state = State.OPEN;

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    Transaction(long began) {
        this.began = began;
    }

    long began() {
        return began;
    }

    /** Plans what becomes true when this is committed. */
    void onCommit(Runnable effect) {
        onCommit.add(effect);
    }

    void commit() {
        state = State.COMMITTED;
        onCommit.forEach(Runnable::run);
    }

    /** Does nothing when it has ended already. */
    void abort() {
        if (isOpen()) {
            state = State.ABORTED;
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isAborted() {
        return state == State.ABORTED;
    }
}
