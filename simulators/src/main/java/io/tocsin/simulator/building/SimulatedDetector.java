package io.tocsin.simulator.building;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.DetectorSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One detector, what is wrong with it, and when it speaks next. Detectors that speak rarely live on a battery. */
final class SimulatedDetector {
    private static final int SLOWER = 4;
    private static final int BATTERY_INTERVAL_SECONDS = 10;
    private static final int FULL = 100;
    private static final Duration CLOCK_ERROR = Duration.ofHours(26);

    private final Detector registered;
    private final int place;
    private Instant due;
    private @Nullable Trouble trouble;
    private boolean flappedToOne;
    private int battery = FULL;

    /**
     * @param place where it hangs on its floor, from 0
     * @param due when it speaks first
     */
    SimulatedDetector(Detector registered, int place, Instant due) {
        this.registered = registered;
        this.place = place;
        this.due = due;
    }

    /**
     * What is wrong.
     *
     * @param until when it is over by itself; null when it is not
     */
    record Trouble(Failure failure, @Nullable Instant until) {}

    Detector registered() {
        return registered;
    }

    int place() {
        return place;
    }

    /** When it speaks next; says nothing of one that is asked. */
    Instant due() {
        return due;
    }

    boolean isAsked() {
        return registered.kind() == DetectorKind.PASSIVE;
    }

    @Nullable Trouble trouble() {
        return trouble;
    }

    @Nullable Failure failure() {
        return trouble == null ? null : trouble.failure();
    }

    void fail(Trouble what) {
        trouble = what;
    }

    /** Mends it, with a new battery. */
    void mend() {
        trouble = null;
        battery = FULL;
    }

    /** What it says at a moment; empty when it says nothing. */
    Optional<DetectorSignal> says(boolean fire, Instant at) {
        return switch (failure()) {
            case null -> Optional.of(usual(fire, at));
            case DEAD -> Optional.empty();
            case STUCK -> Optional.of(usual(true, at));
            case FLAPPING -> {
                flappedToOne = !flappedToOne;
                yield Optional.of(usual(flappedToOne, at));
            }
            case SLOW -> Optional.of(usual(fire, at));
            case CLOCK_WRONG -> Optional.of(detailed(fire, at.minus(CLOCK_ERROR)));
            case BATTERY_FALLING -> {
                battery = Math.max(0, battery - 1);
                yield battery == 0 ? Optional.empty() : Optional.of(detailed(fire, at));
            }
        };
    }

    /** Turns to the next moment at which it speaks. Those that were missed by {@code now} are not made up for. */
    void turn(Instant now) {
        Duration pause = pause();
        due = due.plus(pause);
        if (due.isBefore(now)) {
            long missed = Duration.between(due, now).dividedBy(pause);
            due = due.plus(pause.multipliedBy(missed + 1));
        }
    }

    /** How long its answer takes when it is asked. */
    Duration answerTime() {
        return failure() == Failure.SLOW ? pause() : Duration.ZERO;
    }

    private Duration pause() {
        return failure() == Failure.SLOW ? registered.interval().multipliedBy(SLOWER) : registered.interval();
    }

    private DetectorSignal usual(boolean one, Instant at) {
        if (registered.intervalSeconds() >= BATTERY_INTERVAL_SECONDS) {
            return detailed(one, at);
        }
        return one ? DetectorSignal.FIRE : DetectorSignal.QUIET;
    }

    private DetectorSignal detailed(boolean one, Instant at) {
        return new DetectorSignal(one ? 1 : 0, at, battery);
    }
}
