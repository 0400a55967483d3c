package io.tocsin.simulation.world;

import java.time.Duration;

/** What breaks, and when: at moments of the clock, and at moments of the engine's work ({@link FaultPoint}). */
final class Faults {
    private static final double RATE_ELSEWHERE = 0.001;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final World world;
    private final Chance chance;
    private int left;

    /** What may break. */
    private enum Kind {
        KILL,
        ABORT,
        HAND_OVER,
        STOP,
        FREEZE,
        STALL,
        EVICT
    }

    Faults(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.left = world.scenario().faults();
    }

    /** Plans what breaks at moments of the clock. */
    void start() {
        long active = world.scenario().activeFor().toNanos();
        for (int i = world.scenario().faults() / 2; i > 0; i--) {
            world.time().after((long) (chance.nextDouble() * (double) active), this::atSomeTime);
        }
        if (world.scenario().clockMoves()) {
            for (int i = chance.among(1, 3); i > 0; i--) {
                world.time().after((long) (chance.nextDouble() * (double) active), this::moveClock);
            }
        }
    }

    private void moveClock() {
        Duration by =
                chance.between(Duration.ofMillis(1), chance.happens(0.1) ? Duration.ofHours(2) : Duration.ofMinutes(2));
        world.moveClock(chance.happens(0.5) ? by : by.negated());
    }

    private void atSomeTime() {
        Instance instance = world.someInstance();
        if (instance == null || left == 0) {
            return;
        }
        left--;
        try {
            strike(
                    draw(),
                    instance,
                    instance.threads().get(chance.among(0, instance.threads().size() - 1)),
                    false);
        } catch (Instance.Killed e) {
            // The process that this step killed is not the one that this step runs in.
        }
    }

    /** A moment in the work of a stream thread. */
    void at(FaultPoint point, StreamThread thread) {
        if (happens(point)) {
            strike(draw(), thread.instance(), thread, true);
        }
    }

    /** A moment in the work of a call. */
    void at(FaultPoint point, Instance instance) {
        if (happens(point)) {
            StreamThread thread =
                    instance.threads().get(chance.among(0, instance.threads().size() - 1));
            strike(draw(), instance, thread, false);
        }
    }

    private boolean happens(FaultPoint point) {
        if (left == 0 || world.isCalm()) {
            return false;
        }
        Scenario scenario = world.scenario();
        if (!chance.happens(point == scenario.favourite() ? scenario.favouriteRate() : RATE_ELSEWHERE)) {
            return false;
        }
        left--;
        return true;
    }

    private Kind draw() {
        boolean merciless = world.scenario().isMerciless();
        return chance.oneOf(Kind.values(), 4, 2, 2, 1, 1, merciless ? 1 : 0, merciless ? 1 : 0);
    }

    /** @param here whether the step that runs is one of {@code thread}, so that it is broken off here */
    private void strike(Kind kind, Instance instance, StreamThread thread, boolean here) {
        switch (kind) {
            case KILL -> {
                world.kill(instance);
                throw new Instance.Killed();
            }
            case ABORT -> {
                if (here) {
                    throw new StreamThread.Aborted();
                }
                thread.abortNext();
            }
            case HAND_OVER ->
                world.group().moveSomewhere(chance.among(0, world.scenario().partitions() - 1));
            case STOP -> world.stop(instance);
            case FREEZE -> {
                long nanos = pause();
                instance.freeze(nanos);
                instance.threads().forEach(it -> evictAfterSession(it, nanos));
                if (here || world.time().actor() instanceof Instance.Caller) {
                    instance.pass(0);
                }
            }
            case STALL -> {
                long nanos = pause();
                evictAfterSession(thread, nanos);
                thread.stall(nanos);
            }
            case EVICT -> world.evict(thread);
        }
    }

    /** Short of the session where nobody may go on after he was replaced. */
    private long pause() {
        return chance.nanosBetween(SHORTEST, world.scenario().isMerciless() ? LONGEST_PAUSE : Duration.ofSeconds(1));
    }

    private void evictAfterSession(StreamThread thread, long pauseNanos) {
        long session = chance.nanosBetween(Duration.ofSeconds(2), SESSION);
        if (pauseNanos > session) {
            world.time().after(session, () -> world.evict(thread));
        }
    }

    /** How long it takes until the group notices that a process is dead. */
    long sessionNanos() {
        return chance.nanosBetween(SHORTEST, SESSION);
    }

    /** How long it takes until a process is started again. */
    long restNanos() {
        return chance.nanosBetween(Duration.ofMillis(100), LONGEST_REST);
    }
}
