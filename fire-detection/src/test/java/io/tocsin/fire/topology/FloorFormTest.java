package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.floor.ValveTiming;
import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.fire.floor.WatchedFloor.Step;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.fire.ValveReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a floor comes back from the store as it was. */
class FloorFormTest {
    private static final FloorId FLOOR = FloorId.of("f1");
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00.123Z");

    static List<FloorPolicy> policies() {
        return List.of(
                new FloorPolicy.Immediate(),
                new FloorPolicy.CoincidenceA(5, 60),
                new FloorPolicy.CoincidenceB(),
                new FloorPolicy.CoincidenceC(),
                new FloorPolicy.PositiveAlarmSequence(15, 60),
                new FloorPolicy.OutputDelay(30));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void shouldComeBackFromTheStore(FloorPolicy policy) {
        List<FloorEntry> story = story(policy);

        assertThat(story).allSatisfy(entry -> assertThat(FloorForm.read(FloorForm.write(entry)))
                .isEqualTo(entry));
    }

    @Test
    void shouldReadWhatWasWrittenBeforeReportsWereKnownByTheirPlace() {
        String entry = new String(FloorForm.write(FloorEntry.unknown(FLOOR)), UTF_8);

        assertThat(entry).contains("\"lastReports\":{},");
        assertThat(FloorForm.read(entry.replace("\"lastReports\":{},", "").getBytes(UTF_8)))
                .isEqualTo(FloorEntry.unknown(FLOOR));
    }

    private static List<FloorEntry> story(FloorPolicy policy) {
        var story = new ArrayList<FloorEntry>();
        story.add(FloorEntry.unknown(FLOOR));
        add(story, floor(story).signalled(signal(1, 0), policy, NOW));
        AlarmId incident = Objects.requireNonNull(floor(story).state().incidentId());
        add(story, commanded(story, new OperatorCommand.Acknowledge(FLOOR, incident)));
        add(story, floor(story).signalled(signal(2, 1), policy, NOW));
        add(story, commanded(story, new OperatorCommand.Acknowledge(FLOOR, incident)));
        add(story, commanded(story, new OperatorCommand.Silence(FLOOR, incident)));
        add(story, floor(story).elapsed(ValveTiming.USUAL, NOW.plusSeconds(60)));
        add(story, reported(story, ValvePosition.OPEN, 0));
        add(story, commanded(story, new OperatorCommand.Reset(FLOOR, incident)));
        add(story, commanded(story, new OperatorCommand.CloseValve(FLOOR, incident)));
        add(story, reported(story, ValvePosition.CLOSED, 1));
        add(story, reported(story, ValvePosition.OPEN, 2));
        add(story, reported(story, ValvePosition.CLOSED, 3));
        return story;
    }

    private static void add(List<FloorEntry> story, Step step) {
        story.add(story.getLast().after(step));
    }

    private static WatchedFloor floor(List<FloorEntry> story) {
        return story.getLast().floor();
    }

    private static FireSignal signal(int detector, long offset) {
        return new FireSignal(new DetectorId(detector), FLOOR, DetectorKind.ACTIVE, NOW, null, new Origin(3, offset));
    }

    private static Step reported(List<FloorEntry> story, ValvePosition position, long offset) {
        var report = new ValveReport(position, null);
        return floor(story).reported(new FloorInput.Reported(report, NOW, new Origin(5, offset)), NOW);
    }

    private static Step commanded(List<FloorEntry> story, OperatorCommand.ToFloor command) {
        var action = new OperatorAction(
                ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"),
                OperatorId.of("m.curie"),
                null,
                command,
                "a test",
                NOW,
                null);
        return floor(story).commanded(action, command, NOW);
    }
}
