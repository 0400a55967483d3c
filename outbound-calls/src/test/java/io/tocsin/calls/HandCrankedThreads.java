package io.tocsin.calls;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Runs a call when the test says so: what is handed over and not yet run is a call in flight. */
final class HandCrankedThreads implements Executor {
    private final ArrayDeque<Runnable> started = new ArrayDeque<>();

    @Override
    public void execute(Runnable call) {
        started.add(call);
    }

    int inFlight() {
        return started.size();
    }

    void finishOldest() {
        Objects.requireNonNull(started.poll(), "no call is in flight").run();
    }

    void finishNewest() {
        Objects.requireNonNull(started.pollLast(), "no call is in flight").run();
    }

    void finishAll() {
        while (!started.isEmpty()) {
            finishOldest();
        }
    }
}
