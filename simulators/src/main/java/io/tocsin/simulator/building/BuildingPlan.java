package io.tocsin.simulator.building;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a building is made. Detectors are numbered from 1, floor by floor; the last of each floor is its manual call
 * point, before it stand the passive ones, and all others are active.
 *
 * @param floors how many; 0 for no building
 * @param detectorsPerFloor how many hang on each, the manual call point included
 * @param passivePerFloor how many of them are passive
 * @param intervals how often they speak, in seconds; taken in turn
 * @param seed the same seed gives the same moments, failures and fires
 * @param address where passive detectors are asked, without a path: {@code http://localhost:8090}
 */
public record BuildingPlan(
        int floors, int detectorsPerFloor, int passivePerFloor, List<Integer> intervals, long seed, String address) {

    /** How many detectors there can be. */
    public static final int MOST_DETECTORS = 1_000_000;

    /** @throws InvalidFieldException when a figure is out of range */
    public BuildingPlan {
        Required.range("floors", floors, 0, MOST_DETECTORS);
        Required.range("detectorsPerFloor", detectorsPerFloor, 1, MOST_DETECTORS);
        Required.range("detectors", (long) floors * detectorsPerFloor, 0, MOST_DETECTORS);
        Required.range("passivePerFloor", passivePerFloor, 0, detectorsPerFloor);
        intervals = List.copyOf(intervals);
        if (intervals.isEmpty()) {
            throw new InvalidFieldException("intervals", "must name one at least");
        }
        intervals.forEach(interval -> Required.range("intervals", interval, 1, Detector.LONGEST_INTERVAL_SECONDS));
    }

    /** How many detectors it has. */
    public int detectors() {
        return floors * detectorsPerFloor;
    }

    /** The floors as they stand in the registry; each alarms at once. */
    public List<Floor> registeredFloors() {
        return IntStream.range(0, floors)
                .mapToObj(floor -> new Floor(
                        floorId(floor), "Floor " + (floor + 1), "valve-" + (floor + 1), new FloorPolicy.Immediate()))
                .toList();
    }

    /** The detectors as they stand in the registry, in the order of their ids. */
    public List<Detector> registeredDetectors() {
        return IntStream.range(0, detectors()).mapToObj(this::detector).toList();
    }

    /** The position of a detector in the building, from 0; -1 when it is not in it. */
    int indexOf(DetectorId detector) {
        return detector.number() <= detectors() ? (int) (detector.number() - 1) : -1;
    }

    private Detector detector(int index) {
        int place = index % detectorsPerFloor;
        DetectorKind kind = kind(place);
        var id = new DetectorId(index + 1L);
        return new Detector(
                id,
                floorId(index / detectorsPerFloor),
                kind,
                intervals.get(place % intervals.size()),
                addressOf(id, kind),
                true);
    }

    private DetectorKind kind(int place) {
        if (detectorsPerFloor > 1 && place == detectorsPerFloor - 1) {
            return DetectorKind.MANUAL_CALL_POINT;
        }
        return place >= detectorsPerFloor - 1 - passivePerFloor ? DetectorKind.PASSIVE : DetectorKind.ACTIVE;
    }

    private @Nullable String addressOf(DetectorId detector, DetectorKind kind) {
        return kind == DetectorKind.PASSIVE ? address + "/detectors/" + detector + "/reading" : null;
    }

    private static FloorId floorId(int floor) {
        return new FloorId("floor-" + (floor + 1));
    }
}
