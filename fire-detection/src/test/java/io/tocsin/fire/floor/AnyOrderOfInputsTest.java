package io.tocsin.fire.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.floor.WatchedFloor.Step;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OutputState;
import io.tocsin.model.fire.ValveCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

        record OldReportAgain(int which) implements Move {}

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
                        Tuple.of(1, which.map(Move.OldReportAgain::new)),
                        Tuple.of(6, time),
                        Tuple.of(1, Arbitraries.of(1, 1_000, 20_000, 3_600_000).map(Move.ClockSetBack::new)))
                .list()
                .ofMaxSize(60);
    }

    /** Up to what the service does not call a fault of the intake. */
    @Provide
    Arbitrary<Integer> secondsBehind() {
        return Arbitraries.of(0, 9);
    }

    @Property(tries = 3000)
    void shouldKeepEveryPromise(
            @ForAll("policies") FloorPolicy policy,
            @ForAll("secondsBehind") int kafkaIsBehind,
            @ForAll("stories") List<Move> story) {
        var run = new Run(policy, Duration.ofSeconds(kafkaIsBehind));
        for (Move move : story) {
            run.play(move);
        }
        run.readEverythingAgain();
    }

    /**
     * Time as it is, and what the clocks make of it: they are set back together, and Kafka's is behind the service's. Promises are
     * checked by time as it is.
     */
    private static final class Clocks {
        private final Duration kafkaIsBehind;
        private final NavigableMap<Duration, Duration> setBack =
                new TreeMap<>(Map.of(Duration.ofDays(-1), Duration.ZERO));
        private Duration time = Duration.ZERO;

        Clocks(Duration kafkaIsBehind) {
            this.kafkaIsBehind = kafkaIsBehind;
        }

        Duration time() {
            return time;
        }

        Instant services() {
            return Given.NOW.plus(time).minus(setBack.lastEntry().getValue());
        }

        Instant kafkasAt(Duration then) {
            return Given.NOW
                    .plus(then)
                    .minus(setBack.floorEntry(then).getValue())
                    .minus(kafkaIsBehind);
        }

        boolean agree() {
            return kafkaIsBehind.isZero();
        }

        boolean wereSetBackAfter(Duration then) {
            return setBack.lastKey().compareTo(then) > 0;
        }

        void pass(Duration by) {
            time = time.plus(by);
        }

        void setBack(Duration by) {
            // The next moment: what was heard in this one was heard by the old clock.
            time = time.plusNanos(1);
            setBack.put(time, setBack.lastEntry().getValue().plus(by));
        }
    }

    /**
     * A signal that was never read before.
     *
     * @param at when Kafka took it
     * @param readAt when it was read
     */
    private record Heard(FireSignal signal, Duration at, Duration readAt) {
        DetectorId detector() {
            return signal.detector();
        }

        boolean isOfACallPoint() {
            return signal.kind() == DetectorKind.MANUAL_CALL_POINT;
        }

        boolean isLate() {
            return at.compareTo(readAt) < 0;
        }
    }

    /** Something that must have been done by then: each time that the clock is set back may cost a second, and the next look. */
    private record Promise(Duration from, Duration until) {
        private static final Duration COST_OF_A_CLOCK_SET_BACK = Duration.ofSeconds(2);

        static Promise within(Duration time, Duration now) {
            return new Promise(now.plus(time), now.plus(time));
        }

        Promise clockSetBack() {
            return new Promise(from, until.plus(COST_OF_A_CLOCK_SET_BACK));
        }

        boolean isOverdueAt(Duration now) {
            return now.compareTo(until) >= 0;
        }
    }

    /** Plays a story and checks each promise after each step. */
    private static final class Run {
        private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

        private final FloorPolicy policy;
        private final Clocks clocks;
        private WatchedFloor floor = WatchedFloor.unknown(Given.FLOOR);
        private long offset;

        private final List<FireSignal> signals = new ArrayList<>();
        private final List<FloorInput.Reported> reports = new ArrayList<>();
        private final List<OperatorAction> commands = new ArrayList<>();
        private final List<AlarmId> incidents = new ArrayList<>();
        private final List<Heard> ofThisIncident = new ArrayList<>();
        private final Set<ActionId> closesAskedFor = new HashSet<>();
        private final Set<AlarmId> raised = new HashSet<>();
        private final Set<AlarmId> found = new HashSet<>();
        private Duration lastReset = Duration.ofDays(-1);
        private @Nullable Heard hearing;
        private @Nullable Promise wait;
        private @Nullable Promise toldAgain;
        private boolean valveFaultStands;

        Run(FloorPolicy policy, Duration kafkaIsBehind) {
            this.policy = policy;
            this.clocks = new Clocks(kafkaIsBehind);
        }

        void play(Move move) {
            switch (move) {
                case Move.Signal(int detector, DetectorKind kind, int secondsLate) -> {
                    Duration heard = clocks.time().minusSeconds(secondsLate);
                    FireSignal signal = Given.signal(detector, kind, offset++, clocks.kafkasAt(heard));
                    signals.add(signal);
                    hear(new Heard(signal, heard, clocks.time()));
                }
                case Move.OldSignalAgain(int which) -> {
                    if (!signals.isEmpty()) {
                        hearAgain(signals.get(which % signals.size()));
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
                    reports.add(
                            Given.reported(open ? Given.OPEN : Given.CLOSED, offset++, clocks.kafkasAt(clocks.time())));
                    Step step = floor.reported(reports.getLast(), now());
                    assertThat(step.floor().state())
                            .as("a report changes no alarm")
                            .isEqualTo(floor.state());
                    take(step);
                }
                case Move.OldReportAgain(int which) -> {
                    if (!reports.isEmpty()) {
                        reportAgain(reports.get(which % reports.size()));
                    }
                }
                case Move.ClockSetBack(int millis) -> {
                    clocks.setBack(Duration.ofMillis(millis));
                    wait = wait == null ? null : wait.clockSetBack();
                    toldAgain = toldAgain == null ? null : toldAgain.clockSetBack();
                    look();
                }
                case Move.Time(int millis) -> {
                    Duration end = clocks.time().plusMillis(millis);
                    while (clocks.time().compareTo(end) < 0) {
                        Duration left = end.minus(clocks.time());
                        clocks.pass(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
                        look();
                    }
                    shouldNotHaveWaitedTooLong();
                }
            }
        }

        private Instant now() {
            return clocks.services();
        }

        private void look() {
            if (floor.isDue(ValveTiming.USUAL, now())) {
                take(floor.elapsed(ValveTiming.USUAL, now()));
            }
        }

        /** As after a crash whose state survived: nothing begins, nothing ends, nothing closes. */
        void readEverythingAgain() {
            FloorState before = floor.state();
            ValveState valveBefore = floor.valve();
            signals.forEach(this::hearAgain);
            reports.forEach(this::reportAgain);
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

        private void hear(Heard heard) {
            FloorState before = floor.state();
            Heard first = ofThisIncident.isEmpty() ? heard : ofThisIncident.getFirst();
            hearing = heard;
            if (!(before instanceof FloorState.Quiet)) {
                ofThisIncident.add(heard);
            }
            take(floor.signalled(heard.signal(), policy, now()));
            hearing = null;
            shouldNotHaveMissed(heard, before instanceof FloorState.PreAlarm ? first : null);
            hearAgain(heard.signal());
        }

        private void hearAgain(FireSignal signal) {
            shouldChangeNothing(floor.signalled(signal, policy, now()));
        }

        private void reportAgain(FloorInput.Reported report) {
            shouldChangeNothing(floor.reported(report, now()));
        }

        private void shouldChangeNothing(Step step) {
            assertThat(step.events()).as("what is read again tells nothing").isEmpty();
            assertThat(step.commands()).isEmpty();
            assertThat(step.floor()).isEqualTo(floor);
        }

        private void command(OperatorAction action) {
            commands.add(action);
            var command = (OperatorCommand.ToFloor) action.command();
            if (command instanceof OperatorCommand.CloseValve) {
                closesAskedFor.add(action.actionId());
            }
            FloorState before = floor.state();
            Step step = floor.commanded(action, command, now());
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
                toldAgain = Promise.within(ValveTiming.USUAL.repeatEvery(), clocks.time());
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
                case FloorEvent.PreAlarmRaised pre -> {
                    begin(pre.alarmId(), pre.detector());
                    wait = policy.equals(TYPE_A) ? within(60) : policy.equals(SEQUENCE) ? within(15) : null;
                }
                case FloorEvent.AlarmRaised alarm -> {
                    assertThat(raised.add(alarm.alarmId()))
                            .as("one alarm per incident")
                            .isTrue();
                    begin(alarm.alarmId(), alarm.detector());
                    assertThat(alarm.count()).isEqualTo(raised.size());
                    shouldHaveReasonToAlarm();
                    wait = alarm.outputs() == OutputState.DELAYED ? within(30) : null;
                }
                case FloorEvent.AlarmSpread spread -> shouldHaveSignalledInThisIncident(spread.detector());
                case FloorEvent.PreAlarmAcknowledged e -> {
                    shouldBelongToThisIncident(e);
                    wait = within(60);
                }
                case FloorEvent.PreAlarmEnded e -> {
                    shouldBelongToThisIncident(e);
                    wait = null;
                    if (e.operator() != null) {
                        lastReset = clocks.time();
                    }
                }
                case FloorEvent.OutputsReleased e -> {
                    shouldBelongToThisIncident(e);
                    shouldHaveReasonToOpenTheValve();
                    wait = null;
                }
                case FloorEvent.AlarmAcknowledged e -> shouldBelongToThisIncident(e);
                case FloorEvent.AlarmSilenced e -> shouldBelongToThisIncident(e);
                case FloorEvent.AlarmReset e -> {
                    shouldBelongToThisIncident(e);
                    wait = null;
                    lastReset = clocks.time();
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
            if (incidents.isEmpty() || !incidents.getLast().equals(id)) {
                assertThat(incidents)
                        .as("an incident that is over does not come back")
                        .doesNotContain(id);
                incidents.add(id);
                ofThisIncident.clear();
                assertThat(hearing).as("never an alarm without a 1").isNotNull();
                ofThisIncident.add(Objects.requireNonNull(hearing));
            }
            shouldHaveSignalledInThisIncident(detector);
        }

        private void shouldHaveSignalledInThisIncident(DetectorId detector) {
            assertThat(ofThisIncident).extracting(Heard::detector).contains(detector);
        }

        private boolean twoDetectors() {
            return ofThisIncident.stream().map(Heard::detector).distinct().count() > 1;
        }

        private boolean callPoint() {
            return ofThisIncident.stream().anyMatch(Heard::isOfACallPoint);
        }

        private boolean waitIsOver() {
            return wait != null && clocks.time().compareTo(wait.from()) >= 0;
        }

        private Promise within(int seconds) {
            return Promise.within(Duration.ofSeconds(seconds), clocks.time());
        }

        private void shouldHaveReasonToAlarm() {
            boolean reason =
                    switch (policy) {
                        case FloorPolicy.CoincidenceA a -> ofThisIncident.size() > 1;
                        case FloorPolicy.CoincidenceB b -> twoDetectors();
                        case FloorPolicy.PositiveAlarmSequence sequence -> twoDetectors() || waitIsOver();
                        case FloorPolicy.Immediate immediate -> true;
                        case FloorPolicy.CoincidenceC c -> true;
                        case FloorPolicy.OutputDelay delay -> true;
                    };
            assertThat(reason || callPoint()).as("reason to alarm").isTrue();
        }

        private void shouldHaveReasonToOpenTheValve() {
            boolean reason = policy.equals(DELAY) ? waitIsOver() : twoDetectors();
            assertThat(reason || callPoint()).as("reason to open the valve").isTrue();
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

        /**
         * Each policy's promise, in its own words and not in the code's.
         *
         * @param first what the pre-alarm began with that the floor was in; null when it was in none
         */
        private void shouldNotHaveMissed(Heard heard, @Nullable Heard first) {
            FloorState state = floor.state();
            assertThat(state).as("a new 1 leaves no floor quiet").isNotInstanceOf(FloorState.Quiet.class);
            boolean alarm = state instanceof FloorState.Latched;
            boolean water = state instanceof FloorState.Latched latched
                    && latched.incident().outputs() instanceof Outputs.Released;
            if (heard.isOfACallPoint()) {
                assertThat(water).as("a call point gives water").isTrue();
                return;
            }
            switch (policy) {
                case FloorPolicy.Immediate immediate -> assertThat(water).isTrue();
                case FloorPolicy.CoincidenceA a ->
                    assertThat(alarm || first == null || !confirmsWithinItsTime(heard, first))
                            .as("a second signal within the time confirms the first")
                            .isTrue();
                case FloorPolicy.CoincidenceB b ->
                    assertThat(alarm || first == null || !confirms(heard, first))
                            .isTrue();
                case FloorPolicy.CoincidenceC c -> {
                    assertThat(alarm).isTrue();
                    assertThat(water || !twoDetectors()).isTrue();
                }
                case FloorPolicy.PositiveAlarmSequence sequence ->
                    assertThat(alarm || first == null || !confirms(heard, first))
                            .isTrue();
                case FloorPolicy.OutputDelay delay -> assertThat(alarm).isTrue();
            }
        }

        /** Another detector, since the last reset; by clocks that differ, since the first signal. */
        private boolean confirms(Heard heard, Heard first) {
            Duration from = clocks.agree() ? lastReset : first.at();
            return !heard.detector().equals(first.detector())
                    && heard.at().compareTo(from) >= 0
                    && timesTell(heard, first);
        }

        private boolean confirmsWithinItsTime(Heard heard, Heard first) {
            Duration gap = heard.at().minus(first.at());
            if (gap.abs().compareTo(Duration.ofSeconds(60)) > 0) {
                return false;
            }
            return confirms(heard, first)
                    || (heard.detector().equals(first.detector())
                            && gap.compareTo(Duration.ofSeconds(5)) >= 0
                            && !clocks.wereSetBackAfter(first.at()));
        }

        /** Kafka's times of what is read late tell nothing when clocks were set back meanwhile. */
        private boolean timesTell(Heard heard, Heard first) {
            return (!heard.isLate() && !first.isLate())
                    || Stream.of(heard.at(), first.at(), lastReset).noneMatch(clocks::wereSetBackAfter);
        }

        private void shouldNotHaveWaitedTooLong() {
            assertThat(wait == null || !wait.isOverdueAt(clocks.time()))
                    .as("what floors wait for comes in its time")
                    .isTrue();
            boolean telling =
                    floor.valve() instanceof ValveState.Opening || floor.valve() instanceof ValveState.Closing;
            assertThat(telling && (toldAgain == null || toldAgain.isOverdueAt(clocks.time())))
                    .as("a valve is told again each second")
                    .isFalse();
        }
    }
}
