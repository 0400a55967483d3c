package io.tocsin.simulator.building;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Floor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BuildingPlanTest {
    private static final String HERE = "http://localhost:8090";

    @Test
    void shouldHaveAManualCallPointAndAFewPassiveDetectorsOnEachFloor() {
        var plan = new BuildingPlan(5, 20, 2, List.of(1, 5, 10), 1, HERE);

        List<Detector> firstFloor = plan.registeredDetectors().subList(0, 20);

        assertThat(plan.registeredDetectors()).hasSize(100);
        Map<DetectorKind, Long> kinds =
                firstFloor.stream().collect(Collectors.groupingBy(Detector::kind, Collectors.counting()));
        assertThat(kinds)
                .isEqualTo(
                        Map.of(DetectorKind.ACTIVE, 17L, DetectorKind.PASSIVE, 2L, DetectorKind.MANUAL_CALL_POINT, 1L));
        assertThat(firstFloor.get(17).address()).isEqualTo(HERE + "/detectors/18/reading");
        assertThat(firstFloor.stream().map(Detector::intervalSeconds).distinct())
                .containsExactly(1, 5, 10);
    }

    @Property
    void shouldFindEachDetectorUnderItsNumberOnAFloorThatIsThere(
            @ForAll @IntRange(max = 20) int floors,
            @ForAll @IntRange(min = 1, max = 30) int perFloor,
            @ForAll @IntRange(max = 30) int passive) {
        var plan = new BuildingPlan(floors, perFloor, Math.min(passive, perFloor), List.of(1), 1, HERE);
        var there = plan.registeredFloors().stream().map(Floor::floor).toList();

        List<Detector> detectors = plan.registeredDetectors();

        assertThat(detectors).hasSize(floors * perFloor);
        for (int i = 0; i < detectors.size(); i++) {
            assertThat(plan.indexOf(detectors.get(i).detector())).isEqualTo(i);
            assertThat(there.get(i / perFloor)).isEqualTo(detectors.get(i).floor());
        }
        assertThat(plan.indexOf(new DetectorId(detectors.size() + 1L))).isEqualTo(-1);
        assertThat(plan.indexOf(new DetectorId(DetectorId.LARGEST))).isEqualTo(-1);
    }

    @Test
    void shouldRefuseABuildingThatNobodyBuilds() {
        assertThatThrownBy(() -> new BuildingPlan(100_000, 11, 0, List.of(1), 1, HERE))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("detectors: must be 0 to 1000000");
        assertThatThrownBy(() -> new BuildingPlan(1, 1, 0, List.of(), 1, HERE))
                .isInstanceOf(InvalidFieldException.class);
        assertThatThrownBy(() -> new BuildingPlan(1, 1, 0, List.of(31), 1, HERE))
                .isInstanceOf(InvalidFieldException.class);
    }
}
