package io.tocsin.simulator.building;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.FloorId;
import io.tocsin.simulator.building.SimulatedDetector.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A building in simulated time: the same plan, and the same calls at the same times, give the same signals. Not safe to
 * share between threads.
 *
 * <p>Times never go back. Detectors stand in a queue by the moment at which they speak next, so a look at the building
 * costs as much as it has signals.
 */
final class Building {
    private static final Duration LONGEST_SPREAD = Duration.ofHours(1);
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final BuildingPlan plan;
    private final List<SimulatedDetector> detectors = new ArrayList<>();
    private final PriorityQueue<SimulatedDetector> speaking =
            new PriorityQueue<>(Comparator.comparing(SimulatedDetector::due)
                    .thenComparing(detector -> detector.registered().detector()));
    private final Map<FloorId, FloorFire> fires = new HashMap<>();
    private final PriorityQueue<Recovery> recoveries = new PriorityQueue<>(Comparator.comparing(Recovery::at));
    private final RandomGenerator failureChance;
    private final SplittableRandom fireChance;
    private RandomFailures randomFailures = RandomFailures.NONE;
    private @Nullable Instant nextFailure;

    /** @param begin from when on its detectors speak: each for the first time within its interval */
    Building(BuildingPlan plan, Instant begin) {
        this.plan = plan;
        // One for each purpose, so that they do not disturb each other.
        var chance = new SplittableRandom(plan.seed());
        this.failureChance = chance.split();
        this.fireChance = chance.split();
        RandomGenerator moments = chance.split();
        for (Detector registered : plan.registeredDetectors()) {
            long wait = moments.nextLong(registered.interval().toMillis());
            var detector = new SimulatedDetector(
                    registered, detectors.size() % plan.detectorsPerFloor(), begin.plusMillis(wait));
            detectors.add(detector);
            if (!detector.isAsked()) {
                speaking.add(detector);
            }
        }
    }

    /** A detector that failed by chance works again, unless something else is wrong with it by then. */
    private record Recovery(Instant at, SimulatedDetector detector, Trouble from) {}

    /** Lets time pass, and hands on every signal that is sent until {@code now}, in their order. */
    void advance(Instant now, BiConsumer<DetectorId, DetectorSignal> signals) {
        for (SimulatedDetector next = speaking.peek();
                next != null && !next.due().isAfter(now);
                next = speaking.peek()) {
            speaking.remove();
            Instant at = next.due();
            happenUntil(at);
            DetectorId id = next.registered().detector();
            next.says(burns(next, at), at).ifPresent(signal -> signals.accept(id, signal));
            next.turn(now);
            speaking.add(next);
        }
        happenUntil(now);
    }

    /** When the next detector speaks; empty when none does. */
    Optional<Instant> nextSignal() {
        return Optional.ofNullable(speaking.peek()).map(SimulatedDetector::due);
    }

    /** Asks a detector for its reading; empty when it does not answer. */
    Optional<DetectorSignal> ask(DetectorId detector, Instant now) {
        happenUntil(now);
        SimulatedDetector asked = find(detector);
        return asked.says(burns(asked, now), now);
    }

    /** How long a detector takes to answer. */
    Duration answerTime(DetectorId detector) {
        return find(detector).answerTime();
    }

    /**
     * Starts a fire, in place of another one on that floor. At a manual call point it means that somebody presses it.
     *
     * @param spread how long it takes to reach the next detector
     * @throws InvalidFieldException when the detector is not in the building, or the spread out of range
     */
    void startFire(DetectorId origin, Duration spread, Instant now) {
        if (!spread.isPositive() || spread.compareTo(LONGEST_SPREAD) > 0) {
            throw new InvalidFieldException(
                    "spreadSeconds", "must be more than 0, and not more than " + LONGEST_SPREAD.toSeconds());
        }
        SimulatedDetector detector = find(origin);
        fires.put(
                detector.registered().floor(),
                new FloorFire(detector.place(), plan.detectorsPerFloor(), now, spread, fireChance.split()));
    }

    /** Puts a fire out. Whether there was one. */
    boolean putOut(FloorId floor) {
        return fires.remove(floor) != null;
    }

    /** Breaks a detector until it is mended. */
    void fail(DetectorId detector, Failure failure) {
        find(detector).fail(new Trouble(failure, null));
    }

    /** Mends a detector. */
    void mend(DetectorId detector) {
        find(detector).mend();
    }

    /** Lets detectors fail by chance from now on, in place of what was asked for before. */
    void failAtRandom(RandomFailures failures, Instant now) {
        happenUntil(now);
        randomFailures = failures;
        nextFailure = failures.perMinute() == 0 ? null : now.plus(untilNextFailure());
    }

    /** Mends every detector, and lets none fail by chance any more. */
    void mendAll(Instant now) {
        failAtRandom(RandomFailures.NONE, now);
        detectors.forEach(SimulatedDetector::mend);
    }

    RandomFailures randomFailures() {
        return randomFailures;
    }

    /** The floors as they are now. */
    List<FloorView> floors(Instant now) {
        happenUntil(now);
        var floors = new ArrayList<FloorView>();
        for (int first = 0; first < detectors.size(); first += plan.detectorsPerFloor()) {
            List<SimulatedDetector> here = detectors.subList(first, first + plan.detectorsPerFloor());
            floors.add(new FloorView(
                    here.getFirst().registered().floor(),
                    here.size(),
                    count(here, detector -> burns(detector, now)),
                    count(here, detector -> detector.failure() != null)));
        }
        return floors;
    }

    /** One detector as it is now. */
    DetectorView view(DetectorId detector, Instant now) {
        happenUntil(now);
        return view(find(detector), now);
    }

    /** The detectors with which something is wrong. */
    List<DetectorView> failing(Instant now) {
        happenUntil(now);
        return detectors.stream()
                .filter(detector -> detector.failure() != null)
                .map(detector -> view(detector, now))
                .toList();
    }

    private DetectorView view(SimulatedDetector detector, Instant now) {
        Trouble trouble = detector.trouble();
        return new DetectorView(
                detector.registered().detector(),
                detector.registered().floor(),
                detector.registered().kind(),
                burns(detector, now),
                trouble == null ? null : trouble.failure(),
                trouble == null ? null : trouble.until());
    }

    /** Lets failures begin and end that are due. */
    private void happenUntil(Instant now) {
        while (nextFailure != null && !nextFailure.isAfter(now)) {
            recoverUntil(nextFailure);
            failOne(nextFailure);
            nextFailure = nextFailure.plus(untilNextFailure());
        }
        recoverUntil(now);
    }

    private void recoverUntil(Instant now) {
        for (Recovery next = recoveries.peek(); next != null && !next.at().isAfter(now); next = recoveries.peek()) {
            recoveries.remove();
            if (next.from().equals(next.detector().trouble())) {
                next.detector().mend();
            }
        }
    }

    private void failOne(Instant at) {
        SimulatedDetector detector = detectors.get(failureChance.nextInt(detectors.size()));
        Failure failure = randomFailures
                .kinds()
                .get(failureChance.nextInt(randomFailures.kinds().size()));
        if (detector.trouble() == null) {
            var trouble = new Trouble(failure, at.plus(randomFailures.lasting()));
            detector.fail(trouble);
            recoveries.add(new Recovery(at.plus(randomFailures.lasting()), detector, trouble));
        }
    }

    /** Exponentially distributed: failures know nothing of each other. */
    private Duration untilNextFailure() {
        double minutes = -Math.log(1 - failureChance.nextDouble()) / randomFailures.perMinute();
        return Duration.ofMillis(Math.max(1, Math.round(minutes * MILLIS_PER_MINUTE)));
    }

    /** A manual call point senses no fire: somebody presses it, where the fire begins. */
    private boolean burns(SimulatedDetector detector, Instant at) {
        FloorFire fire = fires.get(detector.registered().floor());
        if (fire == null) {
            return false;
        }
        if (detector.registered().kind() == DetectorKind.MANUAL_CALL_POINT) {
            return fire.origin() == detector.place();
        }
        fire.burnUntil(at);
        return fire.burnsAt(detector.place());
    }

    private static int count(List<SimulatedDetector> detectors, Predicate<SimulatedDetector> which) {
        return (int) detectors.stream().filter(which).count();
    }

    private SimulatedDetector find(DetectorId detector) {
        int index = plan.indexOf(detector);
        if (index < 0) {
            throw new InvalidFieldException(
                    "detector", "is not in the building, whose detectors are 1 to " + plan.detectors());
        }
        return detectors.get(index);
    }
}
