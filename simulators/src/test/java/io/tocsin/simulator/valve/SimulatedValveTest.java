package io.tocsin.simulator.valve;

import static io.tocsin.model.fire.ValvePosition.CLOSED;
import static io.tocsin.model.fire.ValvePosition.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.ValvePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedValveTest {
    private static final ValveTimes TIMES = new ValveTimes(Duration.ofMillis(500), Duration.ofSeconds(15));

    private final SimulatedValve valve = new SimulatedValve(CLOSED, TIMES);
    private Instant now = Instant.EPOCH;

    private Optional<ValvePosition> after(Duration time) {
        now = now.plus(time);
        return valve.advance(now);
    }

    @Test
    void shouldReportWhenItHasMovedAndNotOneMillisecondSooner() {
        valve.command(OPEN, now);

        assertThat(after(Duration.ofMillis(499))).isEmpty();
        assertThat(valve.position()).isEqualTo(CLOSED);
        assertThat(valve.movingTo()).isEqualTo(OPEN);

        assertThat(after(Duration.ofMillis(1))).contains(OPEN);
        assertThat(valve.position()).isEqualTo(OPEN);
        assertThat(after(Duration.ofHours(1))).as("once").isEmpty();
    }

    @Property
    void shouldReportOnceHoweverOftenItIsToldWhileItMoves(
            @ForAll List<@IntRange(max = 499) Integer> repetitions, @ForAll boolean open) {
        ValvePosition to = open ? OPEN : CLOSED;
        var told = new SimulatedValve(open ? CLOSED : OPEN, TIMES);
        told.command(to, Instant.EPOCH);
        repetitions.stream().sorted().forEach(millis -> told.command(to, Instant.EPOCH.plusMillis(millis)));

        assertThat(told.due()).contains(Instant.EPOCH.plusMillis(500));
        assertThat(told.advance(Instant.EPOCH.plusMillis(500))).contains(to);
        assertThat(told.advance(Instant.EPOCH.plusSeconds(60))).isEmpty();
    }

    @Property
    void shouldEndWhereItWasToldLast(@ForAll List<Boolean> commands) {
        var told = new SimulatedValve(CLOSED, TIMES);
        Instant time = Instant.EPOCH;
        for (boolean open : commands) {
            time = time.plusMillis(137);
            told.command(open ? OPEN : CLOSED, time);
            told.advance(time);
        }
        told.advance(time.plusSeconds(1));

        assertThat(told.position()).isEqualTo(!commands.isEmpty() && commands.getLast() ? OPEN : CLOSED);
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void shouldNeverMoveUntold(Behaviour behaviour) {
        valve.behave(behaviour);

        assertThat(after(Duration.ofDays(1))).isEmpty();
        assertThat(valve.position()).isEqualTo(CLOSED);
    }

    @Test
    void shouldReportAgainWhenItIsToldAgainWhereItStands() {
        valve.command(CLOSED, now);

        assertThat(after(Duration.ofMillis(500))).contains(CLOSED);
    }

    @Test
    void shouldTakeItsTimeWhenItIsSlow() {
        valve.behave(Behaviour.SLOW);
        valve.command(OPEN, now);

        assertThat(after(Duration.ofMillis(14_999))).isEmpty();
        assertThat(after(Duration.ofMillis(1))).contains(OPEN);
    }

    @Test
    void shouldReportThatItDidNotMoveWhenItIsStuck() {
        valve.behave(Behaviour.STUCK);
        valve.command(OPEN, now);
        assertThat(after(Duration.ofMillis(500))).contains(CLOSED);

        valve.behave(Behaviour.PROMPT);
        valve.command(OPEN, now);
        assertThat(after(Duration.ofMillis(500))).contains(OPEN);
    }

    @Test
    void shouldMoveWithoutAWordWhenItIsSilent() {
        valve.behave(Behaviour.SILENT);
        valve.command(OPEN, now);

        assertThat(after(Duration.ofMillis(500))).isEmpty();
        assertThat(valve.position()).isEqualTo(OPEN);
    }
}
