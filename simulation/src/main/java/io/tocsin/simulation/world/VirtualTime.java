package io.tocsin.simulation.world;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when nothing is left to do at this moment. Steps run one after the other, in the order of their time
 * and, at the same time, of their being planned.
 *
 * <p>A step may let time pass in its middle ({@link #pass}), as a call does that waits for its answer. Then another thread goes
 * on with the agenda, until it is this step's turn again. Only one thread ever runs; which one is decided by the agenda alone, so
 * the same steps give the same history.
 */
final class VirtualTime {
    private final PriorityQueue<Entry> agenda = new PriorityQueue<>();
    private final ArrayDeque<Baton> idle = new ArrayDeque<>();
    private final Set<Baton> inMidstep = new LinkedHashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long now;
    private long planned;
    private boolean over;
    private @Nullable Object actor;
    private @Nullable Throwable failure;

    /** Thrown out of {@link #pass} when the history is over: the step shall end. */
    static final class HistoryOver extends Error {
        private static final long serialVersionUID = 1L;

        HistoryOver() {
            super("the history is over", null, false, false);
        }
    }

    /** Either a step, or the thread of a step that goes on. */
    private record Entry(
            long at,
            long order,
            @Nullable Runnable step,
            @Nullable Baton midstep) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** The right to run, as it is handed from thread to thread. */
    private static final class Baton {
        private final Thread thread = Thread.currentThread();
        private volatile boolean given;

        void give() {
            given = true;
            LockSupport.unpark(thread);
        }

        /** An interrupt is kept for who asks for it, but does not end the wait. */
        void await() {
            boolean interrupted = false;
            while (!given) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            given = false;
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    /** Nanoseconds since the history began. */
    long now() {
        return now;
    }

    /** Plans a step. */
    void after(long nanos, Runnable step) {
        agenda.add(new Entry(now + Math.max(0, nanos), planned++, step, null));
    }

    /** On whose behalf the running step acts; kept while it lets time pass. */
    @Nullable Object actor() {
        return actor;
    }

    /** Says on whose behalf the running step acts from now on. */
    void actFor(@Nullable Object whom) {
        actor = whom;
    }

    /** Lets {@code nanos} pass in the middle of a step. An interrupt does not cut it short. */
    void pass(long nanos) {
        if (over) {
            throw new HistoryOver();
        }
        var me = new Baton();
        Object actorOfStep = actor;
        agenda.add(new Entry(now + Math.max(0, nanos), planned++, null, me));
        inMidstep.add(me);
        Baton next = idle.poll();
        if (next == null) {
            Thread.ofVirtual().start(this::runSteps);
        } else {
            next.give();
        }
        me.await();
        actor = actorOfStep;
        if (over) {
            throw new HistoryOver();
        }
    }

    /** Ends the history after the running step. */
    void stop() {
        over = true;
    }

    /** Runs the agenda until it is empty or stopped. */
    void run() throws InterruptedException {
        Thread.ofVirtual().start(this::runSteps);
        ended.await();
        if (failure != null) {
            throw new IllegalStateException("the simulation itself failed", failure);
        }
    }

    private void runSteps() {
        var me = new Baton();
        while (!over) {
            Entry next = agenda.poll();
            if (next == null) {
                over = true;
            } else {
                now = next.at;
                if (next.midstep != null) {
                    inMidstep.remove(next.midstep);
                    idle.push(me);
                    next.midstep.give();
                    me.await();
                    if (ended.getCount() == 0) {
                        return;
                    }
                } else if (next.step != null) {
                    runStep(next.step);
                }
            }
        }
        endOthers();
    }

    private void runStep(Runnable step) {
        actor = null;
        try {
            step.run();
        } catch (HistoryOver e) {
            over = true;
        } catch (Throwable e) {
            over = true;
            if (failure == null) {
                failure = e;
            }
        }
    }

    /** One after the other, each thread that is in the middle of a step ends it; the last lets the idle ones end. */
    private void endOthers() {
        if (inMidstep.isEmpty()) {
            ended.countDown();
            idle.forEach(Baton::give);
        } else {
            Baton next = inMidstep.iterator().next();
            inMidstep.remove(next);
            next.give();
        }
    }
}
