package io.tocsin.fire.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.floor.WatchedFloor.Step;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.ValveCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Signals, commands, reports and time in any order, doubled, late, and read again: never an alarm without a 1, never a missed
 * one, one id per incident, and never a close without an operator's action.
 */
class AnyOrderOfInputsTest {
    private static final FloorPolicy.CoincidenceA TYPE_A = new FloorPolicy.CoincidenceA(5, 60);
    private static final FloorPolicy.PositiveAlarmSequence SEQUENCE = new FloorPolicy.PositiveAlarmSequence(15, 60);
    private static final FloorPolicy.OutputDelay DELAY = new FloorPolicy.OutputDelay(30);

    /** One thing that happens. */
    sealed interface Move {
        record Signal(int detector, DetectorKind kind, int secondsLate) implements Move {}

        record OldSignalAgain(int which) implements Move {}

        record Command(String what, boolean ofAnOldIncident) implements Move {}

        record OldCommandAgain(int which) implements Move {}

        record Report(boolean open) implements Move {}

        record Time(int millis) implements Move {}

        record ClockSetBack(int millis) implements Move {}
    }

    @Provide
    Arbitrary<FloorPolicy> policies() {
        return Arbitraries.of(
                new FloorPolicy.Immediate(),
                TYPE_A,
                new FloorPolicy.CoincidenceB(),
                new FloorPolicy.CoincidenceC(),
                SEQUENCE,
                DELAY);
    }

    @Provide
    Arbitrary<List<Move>> stories() {
        Arbitrary<Move> signal = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.frequency(
                                Tuple.of(9, DetectorKind.ACTIVE), Tuple.of(1, DetectorKind.MANUAL_CALL_POINT)),
                        Arbitraries.of(0, 0, 0, 1, 120))
                .as(Move.Signal::new);
        Arbitrary<Move> command = Combinators.combine(
                        Arbitraries.of("acknowledge", "silence", "reset", "close"), Arbitraries.of(false, false, true))
                .as(Move.Command::new);
        Arbitrary<Move> time =
                Arbitraries.of(1, 100, 1_000, 4_999, 15_000, 30_000, 60_000).map(Move.Time::new);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 1000);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, signal),
                        Tuple.of(2, which.map(Move.OldSignalAgain::new)),
                        Tuple.of(6, command),
                        Tuple.of(2, which.map(Move.OldCommandAgain::new)),
                        Tuple.of(3, Arbitraries.of(true, false).map(Move.Report::new)),
                        Tuple.of(6, time),
                        Tuple.of(1, Arbitraries.of(1, 1_000, 3_600_000).map(Move.ClockSetBack::new)))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 3000)
    void shouldKeepEveryPromise(@ForAll("policies") FloorPolicy policy, @ForAll("stories") List<Move> story) {
        var run = new Run(policy);
        for (Move move : story) {
            run.play(move);
        }
        run.readEverythingAgain();
    }

    /** Plays a story and checks each promise after each step. */
    private static final class Run {
        private final FloorPolicy policy;
        private WatchedFloor floor = WatchedFloor.unknown(Given.FLOOR);
        private Instant now = Given.NOW;
        private long offset;

        private final List<FireSignal> signals = new ArrayList<>();
        private final List<OperatorAction> commands = new ArrayList<>();
        private final List<AlarmId> incidents = new ArrayList<>();
        private final Set<DetectorId> whoSaidFire = new HashSet<>();
        private final Set<DetectorId> whoSaidFireInThisIncident = new HashSet<>();
        private final Set<ActionId> closesAskedFor = new HashSet<>();
        private final Set<AlarmId> raised = new HashSet<>();
        private final Set<AlarmId> found = new HashSet<>();
        private @Nullable Instant lastReset;
        private boolean valveFaultStands;

        Run(FloorPolicy policy) {
            this.policy = policy;
        }

        void play(Move move) {
            switch (move) {
                case Move.Signal(int detector, DetectorKind kind, int secondsLate) -> {
                    FireSignal signal = Given.signal(detector, kind, offset++, now.minusSeconds(secondsLate));
                    signals.add(signal);
                    hear(signal);
                    shouldNotHaveMissed(signal);
                }
                case Move.OldSignalAgain(int which) -> {
                    if (!signals.isEmpty()) {
                        hear(signals.get(which % signals.size()));
                    }
                }
                case Move.Command(String what, boolean old) -> {
                    if (!incidents.isEmpty()) {
                        command(Given.action(commandOf(what, old ? incidents.getFirst() : incidents.getLast())));
                    }
                }
                case Move.OldCommandAgain(int which) -> {
                    if (!commands.isEmpty()) {
                        command(commands.get(which % commands.size()));
                    }
                }
                case Move.Report(boolean open) -> {
                    Step step = floor.reported(open ? Given.OPEN : Given.CLOSED, now, now);
                    take(step);
                    assertThat(step.floor().state())
                            .as("a report changes no alarm")
                            .isEqualTo(floor.state());
                }
                case Move.ClockSetBack(int millis) -> {
                    now = now.minusMillis(millis);
                    take(floor.elapsed(ValveTiming.USUAL, now));
                    shouldBeDueWithinItsTime();
                }
                case Move.Time(int millis) -> {
                    now = now.plusMillis(millis);
                    take(floor.elapsed(ValveTiming.USUAL, now));
                    shouldHaveNothingLeftToDo();
                }
            }
        }

        /** As after a crash whose state survived: nothing begins, nothing ends, nothing closes. */
        void readEverythingAgain() {
            FloorState before = floor.state();
            ValveState valveBefore = floor.valve();
            if (before instanceof FloorState.Quiet) {
                signals.forEach(this::hear);
                assertThat(floor.state()).isEqualTo(before);
            }
            List.copyOf(commands).forEach(this::command);
            if (!(before instanceof FloorState.Quiet)) {
                assertThat(floor.state().incidentId()).isEqualTo(before.incidentId());
            }
            if (valveBefore instanceof ValveState.AtRest || before instanceof FloorState.Latched) {
                assertThat(floor.valve()).isEqualTo(valveBefore);
            }
        }

        private static OperatorCommand.ToFloor commandOf(String what, AlarmId incident) {
            return switch (what) {
                case "acknowledge" -> new OperatorCommand.Acknowledge(Given.FLOOR, incident);
                case "silence" -> new OperatorCommand.Silence(Given.FLOOR, incident);
                case "reset" -> new OperatorCommand.Reset(Given.FLOOR, incident);
                case "close" -> new OperatorCommand.CloseValve(Given.FLOOR, incident);
                default -> throw new IllegalArgumentException(what);
            };
        }

        private void hear(FireSignal signal) {
            whoSaidFire.add(signal.detector());
            if (floor.state() instanceof FloorState.Quiet) {
                whoSaidFireInThisIncident.clear();
            }
            if (!(floor.state() instanceof FloorState.PreAlarm) || !wasHeardBeforeTheLastReset(signal)) {
                whoSaidFireInThisIncident.add(signal.detector());
            }
            Step step = floor.signalled(signal, policy, now);
            take(step);
            Step again = floor.signalled(signal, policy, now);
            assertThat(again.events())
                    .as("the same signal once more tells nothing")
                    .isEmpty();
            assertThat(again.commands()).isEmpty();
            assertThat(again.floor()).isEqualTo(floor);
        }

        private boolean wasHeardBeforeTheLastReset(FireSignal signal) {
            return lastReset != null && signal.heardAt().isBefore(lastReset);
        }

        private void command(OperatorAction action) {
            commands.add(action);
            var command = (OperatorCommand.ToFloor) action.command();
            if (command instanceof OperatorCommand.CloseValve) {
                closesAskedFor.add(action.actionId());
            }
            FloorState before = floor.state();
            Step step = floor.commanded(action, command, now);
            boolean wasReset =
                    before instanceof FloorState.Latched && step.floor().state() instanceof FloorState.Quiet;
            assertThat(wasReset
                            && !(command instanceof OperatorCommand.Reset
                                    && Objects.equals(command.alarmId(), before.incidentId())))
                    .as("only a reset that means this incident ends it")
                    .isFalse();
            if (step.refusal() != null) {
                assertThat(step.events()).as("what is refused changes nothing").isEmpty();
                assertThat(step.commands()).isEmpty();
                assertThat(step.floor().state().incidentId()).isEqualTo(before.incidentId());
            }
            take(step);
        }

        private void take(Step step) {
            FloorState before = floor.state();
            long number = floor.events();
            floor = step.floor();
            for (FloorEvent event : step.events()) {
                assertThat(event.number())
                        .as("events are counted without a gap")
                        .isEqualTo(++number);
                check(event);
            }
            assertThat(floor.events()).isEqualTo(number);
            assertThat(floor.alarms()).as("the alarm counter").isEqualTo(raised.size());
            for (ValveCommand command : step.commands()) {
                if (command instanceof ValveCommand.Close close) {
                    assertThat(closesAskedFor)
                            .as("who asked to close")
                            .contains(close.action().actionId());
                    assertThat(floor.state()).as("no close in an alarm").isNotInstanceOf(FloorState.Latched.class);
                }
            }
            if (before instanceof FloorState.Latched && floor.state() instanceof FloorState.Latched) {
                assertThat(floor.state().incidentId()).as("latched").isEqualTo(before.incidentId());
            }
            shouldGiveWaterWhenItIsNeeded();
        }

        private void check(FloorEvent event) {
            switch (event) {
                case FloorEvent.PreAlarmRaised pre -> begin(pre.alarmId(), pre.detector());
                case FloorEvent.AlarmRaised alarm -> {
                    assertThat(raised.add(alarm.alarmId()))
                            .as("one alarm per incident")
                            .isTrue();
                    begin(alarm.alarmId(), alarm.detector());
                    assertThat(alarm.count()).isEqualTo(raised.size());
                }
                case FloorEvent.AlarmSpread spread -> assertThat(whoSaidFire).contains(spread.detector());
                case FloorEvent.PreAlarmAcknowledged e -> shouldBelongToThisIncident(e);
                case FloorEvent.PreAlarmEnded e -> {
                    shouldBelongToThisIncident(e);
                    if (e.operator() != null) {
                        lastReset = now;
                    }
                }
                case FloorEvent.OutputsReleased e -> shouldBelongToThisIncident(e);
                case FloorEvent.AlarmAcknowledged e -> shouldBelongToThisIncident(e);
                case FloorEvent.AlarmSilenced e -> shouldBelongToThisIncident(e);
                case FloorEvent.AlarmReset e -> {
                    shouldBelongToThisIncident(e);
                    lastReset = now;
                }
                case FloorEvent.ValveFoundOpen e -> {
                    assertThat(found.add(e.alarmId())).as("each time another").isTrue();
                    assertThat(valveFaultStands).isFalse();
                    valveFaultStands = true;
                }
                case FloorEvent.ValveNotConfirmed e -> {
                    shouldBeKnown(e);
                    valveFaultStands = true;
                }
                case FloorEvent.ValveConfirmed e -> {
                    shouldBeKnown(e);
                    assertThat(e.afterFault())
                            .as("it ends the fault that was told")
                            .isEqualTo(valveFaultStands);
                    valveFaultStands = false;
                }
            }
        }

        private void begin(AlarmId id, DetectorId detector) {
            assertThat(whoSaidFire).as("never an alarm without a 1").contains(detector);
            if (incidents.isEmpty() || !incidents.getLast().equals(id)) {
                assertThat(incidents)
                        .as("an incident that is over does not come back")
                        .doesNotContain(id);
                incidents.add(id);
            }
        }

        private void shouldBeKnown(FloorEvent event) {
            assertThat(incidents.contains(event.alarmId()) || found.contains(event.alarmId()))
                    .as("an incident, or a valve found open")
                    .isTrue();
        }

        private void shouldBelongToThisIncident(FloorEvent event) {
            assertThat(event.alarmId()).as("one id per incident").isEqualTo(incidents.getLast());
        }

        private void shouldGiveWaterWhenItIsNeeded() {
            if (floor.state() instanceof FloorState.Latched latched
                    && latched.incident().outputs() instanceof Outputs.Released) {
                AlarmId toldFor =
                        switch (floor.valve()) {
                            case ValveState.Opening opening -> opening.alarmId();
                            case ValveState.Opened opened -> opened.alarmId();
                            case ValveState.AtRest atRest ->
                                throw new AssertionError("the valve is at rest in an alarm");
                            case ValveState.FoundOpen found ->
                                throw new AssertionError("the valve is not told to stay open in an alarm");
                            case ValveState.Closing closing ->
                                throw new AssertionError("the valve is closing in an alarm");
                        };
                assertThat(toldFor).isEqualTo(latched.incidentId());
            }
        }

        /** Each policy's promise, in its own words and not in the code's. */
        private void shouldNotHaveMissed(FireSignal signal) {
            FloorState state = floor.state();
            assertThat(state).as("a new 1 leaves no floor quiet").isNotInstanceOf(FloorState.Quiet.class);
            boolean alarm = state instanceof FloorState.Latched;
            boolean water = state instanceof FloorState.Latched latched
                    && latched.incident().outputs() instanceof Outputs.Released;
            boolean two = whoSaidFireInThisIncident.size() > 1;
            if (signal.kind() == DetectorKind.MANUAL_CALL_POINT) {
                assertThat(water).as("a call point gives water").isTrue();
                return;
            }
            switch (policy) {
                case FloorPolicy.Immediate immediate -> assertThat(water).isTrue();
                case FloorPolicy.CoincidenceA a -> {
                    if (state instanceof FloorState.PreAlarm first) {
                        assertThat(signal.detector().equals(first.first())
                                        || signal.heardAt()
                                                .isAfter(first.heardAt().plusSeconds(60))
                                        || signal.heardAt()
                                                .isBefore(first.heardAt().minusSeconds(60))
                                        || wasHeardBeforeTheLastReset(signal))
                                .as("two detectors within the time confirm each other")
                                .isTrue();
                    }
                }
                case FloorPolicy.CoincidenceB b -> assertThat(alarm || !two).isTrue();
                case FloorPolicy.CoincidenceC c -> {
                    assertThat(alarm).isTrue();
                    assertThat(water || !two).isTrue();
                }
                case FloorPolicy.PositiveAlarmSequence sequence ->
                    assertThat(alarm || !two).isTrue();
                case FloorPolicy.OutputDelay delay -> assertThat(alarm).isTrue();
            }
        }

        private void shouldBeDueWithinItsTime() {
            Instant due = floor.due(ValveTiming.USUAL);
            assertThat(due == null || !due.isAfter(now.plusSeconds(60)))
                    .as("nothing waits for the clock to catch up")
                    .isTrue();
        }

        private void shouldHaveNothingLeftToDo() {
            Instant due = floor.due(ValveTiming.USUAL);
            assertThat(due == null || due.isAfter(now))
                    .as("what is due is done")
                    .isTrue();
            if (policy.equals(DELAY)
                    && floor.state() instanceof FloorState.Latched latched
                    && !now.isBefore(latched.incident().raisedAt().plus(Duration.ofSeconds(30)))) {
                assertThat(latched.incident().outputs()).isInstanceOf(Outputs.Released.class);
            }
        }
    }
}
