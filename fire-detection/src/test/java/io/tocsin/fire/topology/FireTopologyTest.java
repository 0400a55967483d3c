package io.tocsin.fire.topology;

import static io.tocsin.fire.topology.FireOnTestDriver.FLOOR;
import static io.tocsin.fire.topology.FireOnTestDriver.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.fire.supervision.IntakeWatch;
import io.tocsin.fire.supervision.Remembered;
import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the signal to the valve and back, without a broker; and that stores and nodes keep their names. */
class FireTopologyTest {
    private static final Pattern LIST = Pattern.compile("(?<=stores: \\[|topics: \\[|--> )[^\\]]+");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private FireOnTestDriver fire = new FireOnTestDriver();

    @AfterEach
    void close() {
        fire.close();
    }

    private void restart(Duration dead) {
        fire = fire.restarted(dead);
    }

    private void floorOfThree() {
        fire.register(FLOOR, new FloorPolicy.Immediate());
        fire.registerDetectors(3);
    }

    @Test
    void shouldOpenTheValveOfTheFloorWhoseDetectorSaysOne() {
        floorOfThree();
        fire.register(Detector.active(new DetectorId(17), FloorId.of("f2"), 1));

        fire.signal(17, "1");

        FloorEvent.AlarmRaised alarm = fire.onlyAlarm();
        assertThat(alarm.floor()).isEqualTo(FloorId.of("f2"));
        assertThat(alarm.detector()).isEqualTo(new DetectorId(17));
        assertThat(fire.valveCommands())
                .containsExactly(new ValveCommand.Open(FloorId.of("f2"), alarm.alarmId(), START, 1));
        assertThat(fire.records(Topics.FIRE_SIGNALS)).hasSize(1);
        assertThat(fire.meters.get("tocsin.fire.signal.to.alarm").timer().count())
                .isOne();
        assertThat(fire.meters.get("tocsin.fire.signal.to.valve").timer().count())
                .isOne();
    }

    @Test
    void shouldDoNothingForAZero() {
        floorOfThree();
        fire.signal(1, "0");
        fire.signal(2, "{\"signal\":0}");

        assertThat(fire.records(Topics.FIRE_SIGNALS)).isEmpty();
        assertThat(fire.events()).isEmpty();
        assertThat(fire.meter("tocsin.fire.signals")).isEqualTo(2);
    }

    @Test
    void shouldTellPeopleOnceOfOneAlarmAndOfEachDetectorThatJoins() {
        floorOfThree();
        fire.signal(1, "1");
        fire.passMillis(1);
        fire.signal(1, "1");
        fire.signal(2, "1");

        List<Notification> told = fire.notifications();
        assertThat(told)
                .extracting(Notification::what)
                .containsExactly(
                        "Fire alarm: detector 1 signals fire", "The fire spreads: detector 2 signals fire, too");
        assertThat(told).allSatisfy(notification -> {
            assertThat(notification.severity()).isEqualTo(Notification.Severity.ALARM);
            assertThat(notification.incident())
                    .isEqualTo(fire.onlyAlarm().alarmId().text());
            assertThat(notification.where()).isEqualTo("floor f1");
            assertThat(notification.floor()).isEqualTo(FloorId.of("f1"));
        });
    }

    @Test
    void shouldHandTheTraceOnFromTheSignalToTheValve() {
        floorOfThree();
        fire.send(
                Topics.DETECTOR_SIGNALS,
                new DetectorId(1).toKey(),
                "1".getBytes(UTF_8),
                new RecordHeaders().add("traceparent", TRACE.getBytes(UTF_8)));

        for (Topic topic :
                List.of(Topics.FIRE_SIGNALS, Topics.FLOOR_ALARMS, Topics.VALVE_COMMANDS, Topics.NOTIFICATIONS)) {
            assertThat(fire.records(topic)).as(topic.name()).singleElement().satisfies(message -> assertThat(
                            message.headers().lastHeader("traceparent").value())
                    .isEqualTo(TRACE.getBytes(UTF_8)));
        }
    }

    @Test
    void shouldCommandTheValveUntilItReports() {
        floorOfThree();
        fire.signal(1, "1");
        fire.passMillis(2_000);
        assertThat(fire.valveCommands()).hasSize(3);

        fire.valveReports(FLOOR, "open");
        fire.passMillis(20_000);

        assertThat(fire.valveCommands()).hasSize(3);
        assertThat(fire.systemFaults()).isEmpty();
    }

    @Test
    void shouldRaiseAndClearAFaultOfAValveThatReportsTooLate() {
        floorOfThree();
        fire.signal(1, "1");
        fire.passMillis(11_000);

        assertThat(fire.systemFaults()).singleElement().isInstanceOfSatisfying(SystemFault.Raised.class, fault -> {
            assertThat(fault.part()).isEqualTo("valve f1");
            assertThat(fault.at()).isEqualTo(START.plusSeconds(10));
        });
        fire.valveReports(FLOOR, "{\"position\":\"open\"}");

        assertThat(fire.systemFaults().getLast()).isInstanceOf(SystemFault.Cleared.class);
        assertThat(fire.notifications())
                .filteredOn(notification -> notification.incident().equals("valve f1"))
                .extracting(Notification::severity)
                .containsExactly(Notification.Severity.FAULT, Notification.Severity.INFORMATION);
    }

    @Test
    void shouldDoWhatAnOperatorAsksFor() {
        floorOfThree();
        fire.signal(1, "1");
        fire.valveReports(FLOOR, "open");
        var incident = fire.onlyAlarm().alarmId();
        fire.operate(new OperatorCommand.Acknowledge(FLOOR, incident));
        fire.operate(new OperatorCommand.Silence(FLOOR, incident));
        fire.operate(new OperatorCommand.Reset(FLOOR, incident));
        OperatorAction close = fire.operate(new OperatorCommand.CloseValve(FLOOR, incident));
        fire.valveReports(FLOOR, "closed");

        assertThat(fire.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "AlarmRaised",
                        "ValveConfirmed",
                        "AlarmAcknowledged",
                        "AlarmSilenced",
                        "AlarmReset",
                        "ValveConfirmed");
        assertThat(fire.valveCommands().getLast()).isEqualTo(new ValveCommand.Close(FLOOR, close, START, 1));
        assertThat(fire.refusedActions()).isEmpty();
    }

    @Test
    void shouldPutARefusedCommandOnRecord() {
        floorOfThree();
        fire.signal(1, "1");
        OperatorAction close = fire.operate(
                new OperatorCommand.CloseValve(FLOOR, fire.onlyAlarm().alarmId()));

        assertThat(fire.refusedActions()).singleElement().satisfies(refused -> {
            assertThat(refused.actionId()).isEqualTo(close.actionId());
            assertThat(refused.refusal()).contains("reset it first");
        });
        assertThat(fire.valveCommands()).allMatch(ValveCommand.Open.class::isInstance);
    }

    @Test
    void shouldNotFollowACommandThatWasRefusedWhenItWasAsked() {
        floorOfThree();
        fire.signal(1, "1");
        OperatorAction reset =
                fire.operate(new OperatorCommand.Reset(FLOOR, fire.onlyAlarm().alarmId()));
        fire.signal(1, "1");
        fire.operate(reset.refused(fire.now(), "the role is not allowed to"));

        assertThat(fire.events(FloorEvent.AlarmReset.class)).hasSize(1);
    }

    @Test
    void shouldNotAlarmForADetectorInTestUntilTheTestIsOver() {
        floorOfThree();
        fire.operate(new OperatorCommand.TestDetector(new DetectorId(1), START.plusSeconds(60)));
        fire.signal(1, "1");
        fire.signal(2, "0");
        assertThat(fire.events()).isEmpty();
        assertThat(fire.meter("tocsin.fire.signals.test")).isOne();

        fire.passMillis(59_950);
        fire.signal(1, "1");
        assertThat(fire.events()).isEmpty();

        fire.passMillis(50);
        fire.signal(1, "1");
        fire.onlyAlarm();
    }

    @Test
    void shouldSuperviseADisabledDetectorAndAlarmAgainWhenItIsEnabled() {
        floorOfThree();
        fire.operate(new OperatorCommand.DisableDetector(new DetectorId(1), START.plusSeconds(3600)));
        fire.signal(1, "1");
        fire.signal(2, "0");
        fire.signal(3, "0");
        assertThat(fire.meter("tocsin.fire.signals.disabled")).isOne();
        for (int second = 0; second < 8; second++) {
            fire.passMillis(500);
            fire.signal(2, "0");
            fire.signal(3, "0");
        }
        assertThat(fire.detectorFaults()).singleElement().satisfies(fault -> assertThat(fault.detector())
                .isEqualTo(new DetectorId(1)));

        fire.operate(new OperatorCommand.EnableDetector(new DetectorId(1)));
        fire.signal(1, "1");

        fire.onlyAlarm();
    }

    @Test
    void shouldNotAlarmForADetectorThatIsRegisteredAsDisabled() {
        fire.register(new Detector(new DetectorId(1), FLOOR, DetectorKind.ACTIVE, 1, null, false));
        fire.signal(1, "1");

        assertThat(fire.events()).isEmpty();
    }

    @Test
    void shouldFollowThePolicyOfTheFloor() {
        fire.register(FLOOR, new FloorPolicy.PositiveAlarmSequence(15, 180));
        fire.registerDetectors(2);
        fire.signal(1, "1");
        fire.passMillis(14_950);
        assertThat(fire.valveCommands()).isEmpty();

        fire.passMillis(50);

        fire.onlyAlarm();
        assertThat(fire.valveCommands()).hasSize(1);
    }

    @Test
    void shouldAlarmAtOnceOnAFloorThatNobodyHasRegistered() {
        fire.registerDetectors(1);
        fire.signal(1, "1");

        fire.onlyAlarm();
    }

    /** What is no signal, and why. */
    record NoSignal(byte @Nullable [] key, byte @Nullable [] value, Reason reason) {}

    static List<NoSignal> noSignals() {
        byte[] one = "1".getBytes(UTF_8);
        byte[] known = "1".getBytes(UTF_8);
        return List.of(
                new NoSignal("99".getBytes(UTF_8), one, Reason.UNKNOWN_DETECTOR),
                new NoSignal("01".getBytes(UTF_8), one, Reason.FOREIGN_KEY),
                new NoSignal("f1".getBytes(UTF_8), one, Reason.FOREIGN_KEY),
                new NoSignal(new byte[] {0, (byte) 0xff}, one, Reason.FOREIGN_KEY),
                new NoSignal(new byte[100_000], one, Reason.FOREIGN_KEY),
                new NoSignal(null, one, Reason.FOREIGN_KEY),
                new NoSignal(known, null, Reason.UNREADABLE_SIGNAL),
                new NoSignal(known, new byte[0], Reason.UNREADABLE_SIGNAL),
                new NoSignal(known, "2".getBytes(UTF_8), Reason.UNREADABLE_SIGNAL),
                new NoSignal(known, new byte[] {(byte) 0xff, 0}, Reason.UNREADABLE_SIGNAL),
                new NoSignal(known, "{\"signal\":1".getBytes(UTF_8), Reason.UNREADABLE_SIGNAL),
                new NoSignal(known, new byte[1_000_000], Reason.UNREADABLE_SIGNAL));
    }

    @ParameterizedTest
    @MethodSource("noSignals")
    void shouldRefuseCountAndShowWhatIsNoSignalAndGoOn(NoSignal noSignal) {
        floorOfThree();
        fire.send(Topics.DETECTOR_SIGNALS, noSignal.key(), noSignal.value());

        assertThat(fire.events()).isEmpty();
        assertThat(fire.parts.refusals().total(noSignal.reason())).isOne();
        assertThat(fire.parts.refusals().recent()).singleElement().satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(noSignal.reason());
            assertThat(refused.key().length()).isLessThanOrEqualTo(40);
        });
        fire.signal(1, "1");
        fire.onlyAlarm();
    }

    @Test
    void shouldNotStopAtNonsenseInAnyOtherTopicThatItReads() {
        floorOfThree();
        byte[] nonsense = {'{', 0, (byte) 0xff};
        List<Topic> topics = List.of(
                Topics.DETECTORS,
                Topics.FLOORS,
                Topics.DISABLEMENTS,
                Topics.SIGNAL_RELAY,
                Topics.FIRE_SIGNALS,
                Topics.FLOOR_INPUTS,
                Topics.FLOOR_ALARMS,
                Topics.VALVE_REPORTS,
                Topics.DETECTOR_FAULTS,
                Topics.SYSTEM_FAULTS,
                Topics.OPERATOR_ACTIONS);
        for (Topic topic : topics) {
            for (byte @Nullable [] key : new byte @Nullable [][] {nonsense, FLOOR.toKey(), null}) {
                for (byte @Nullable [] value : new byte @Nullable [][] {nonsense, "{}".getBytes(UTF_8), null}) {
                    boolean removes = value == null && Arrays.equals(key, FLOOR.toKey());
                    if (!removes) {
                        fire.send(topic, key, value);
                    }
                }
            }
        }
        fire.passMillis(1_000);

        assertThat(Arrays.stream(Reason.values())
                        .mapToLong(fire.parts.refusals()::total)
                        .sum())
                .isPositive();
        fire.signal(1, "1");
        fire.valveReports(FLOOR, "open");
        assertThat(fire.events()).hasSize(2);
    }

    @Test
    void shouldRefuseARegistrationUnderAnotherKey() {
        fire.send(
                Topics.DETECTORS, new DetectorId(2).toKey(), Json.write(Detector.active(new DetectorId(1), FLOOR, 1)));
        fire.signal(1, "1");
        fire.signal(2, "1");

        assertThat(fire.events()).isEmpty();
        assertThat(fire.parts.refusals().total(Reason.UNREADABLE_REGISTRATION)).isOne();
    }

    @Test
    void shouldStayInAlarmAcrossARestartAndCommandTheUnconfirmedValveAgain() {
        floorOfThree();
        fire.signal(1, "1");
        var incident = fire.onlyAlarm().alarmId();
        restart(Duration.ofMinutes(5));

        fire.passMillis(100);
        assertThat(fire.valveCommands())
                .singleElement()
                .isInstanceOfSatisfying(ValveCommand.Open.class, open -> assertThat(open.alarmId())
                        .isEqualTo(incident));
        fire.signal(2, "1");
        assertThat(fire.events(FloorEvent.AlarmRaised.class)).isEmpty();
        assertThat(fire.events(FloorEvent.AlarmSpread.class))
                .singleElement()
                .satisfies(spread -> assertThat(spread.alarmId()).isEqualTo(incident));
    }

    @Test
    void shouldStayInAlarmForWhoeverIsNextWhenTheLastOwnerWritesLateWhatItKnew() {
        floorOfThree();
        fire.signal(1, "1");
        fire.valveReports(FLOOR, "open");
        fire.pass(FireOnTestDriver.LATE_WRITES.minusSeconds(1));
        fire.find(FloorEntry.unknown(FLOOR));
        fire.pass(Duration.ofMinutes(1));
        restart(Duration.ofSeconds(5));

        fire.signal(2, "1");

        assertThat(fire.events()).singleElement().isInstanceOf(FloorEvent.AlarmSpread.class);
    }

    @Test
    void shouldCountAlarmsAcrossARestart() {
        floorOfThree();
        fire.signal(1, "1");
        fire.operate(new OperatorCommand.Reset(FLOOR, fire.onlyAlarm().alarmId()));
        restart(Duration.ofSeconds(5));
        fire.signal(1, "1");

        assertThat(fire.onlyAlarm().count()).isEqualTo(2);
    }

    @Test
    void shouldTellAfterACrashWhatHadNotArrived() {
        var signal = new FireSignal(new DetectorId(1), FLOOR, DetectorKind.ACTIVE, START, null, new Origin(0, 0));
        WatchedFloor.Step step = WatchedFloor.unknown(FLOOR).signalled(signal, new FloorPolicy.Immediate(), START);
        fire.find(FloorEntry.unknown(FLOOR).after(step));

        fire.passMillis(1_000);

        assertThat(fire.events()).containsExactlyElementsOf(step.events());
        assertThat(fire.notifications()).hasSize(1);
        restart(Duration.ofSeconds(5));
        fire.passMillis(1_000);
        assertThat(fire.events()).as("it has arrived, and is not told again").isEmpty();
    }

    @Test
    void shouldTellAfterACrashOfAFaultThatHadNotArrived() {
        fire.registerDetectors(1);
        var fault = new DetectorFault.Raised(
                new DetectorId(1), FLOOR, 1, DetectorFaultKind.SILENT, START, START.minusSeconds(4));
        fire.find(
                new DetectorId(1),
                new SupervisionEntry(FLOOR, new Remembered(true, DetectorFaultKind.SILENT, false, 1), List.of(fault)));

        fire.passMillis(5_000);

        assertThat(fire.detectorFaults()).containsExactly(fault);
    }

    @Test
    void shouldTellAfterACrashOfAFaultOfTheIntakeThatHadNotArrived() {
        var fault = new SystemFault.Raised(SystemFault.INTAKE, START, "a test", START.minusSeconds(11));
        fire.find(new IntakeEntry(new IntakeWatch(IntakeWatch.Trouble.BEHIND), List.of(fault)));

        fire.passMillis(600);

        assertThat(fire.systemFaults()).first().isEqualTo(fault);
        assertThat(fire.systemFaults().subList(1, fire.systemFaults().size()))
                .as("signals are read again")
                .allMatch(SystemFault.Cleared.class::isInstance);
        int told = fire.systemFaults().size();
        restart(Duration.ofMillis(500));
        fire.passMillis(2_000);
        assertThat(fire.systemFaults())
                .as("all %d have arrived, and are not told again", told)
                .isEmpty();
    }

    @Test
    void shouldKeepAFaultOfTheIntakeUntilItHasBeenReadBack() {
        fire.registerDetectors(50);
        fire.passMillis(600);
        for (int i = 1; i <= 50; i++) {
            fire.signal(i, "0");
        }
        fire.passMillis(10_000);
        assertThat(fire.systemFaults()).hasSize(1);
        assertThat(fire.intake().watch().trouble()).isEqualTo(IntakeWatch.Trouble.MASS_SILENCE);
        assertThat(fire.intake().onTheirWay()).as("it has arrived").isEmpty();
    }

    @Test
    void shouldTellPeopleOfADetectorsSecondLifeUnderOtherIds() {
        fire.registerDetectors(1);
        fire.passMillis(5_000);
        fire.send(Topics.DETECTORS, new DetectorId(1).toKey(), null);
        fire.passMillis(1_000);
        restart(Duration.ofHours(1));
        fire.registerDetectors(1);
        fire.passMillis(5_000);

        assertThat(fire.detectorFaults()).singleElement().satisfies(fault -> assertThat(fault.number())
                .as("raised and cleared in its first life")
                .isEqualTo(3));
    }

    @Test
    void shouldFindASilentDetectorAndTellWhenItSpeaksAgain() {
        floorOfThree();
        fire.passMillis(600);
        for (int i = 0; i < 10; i++) {
            fire.signal(2, "0");
            fire.signal(3, "0");
            if (i == 0) {
                fire.signal(1, "0");
            }
            fire.passMillis(500);
        }

        assertThat(fire.detectorFaults()).singleElement().isInstanceOfSatisfying(DetectorFault.Raised.class, fault -> {
            assertThat(fault.detector()).isEqualTo(new DetectorId(1));
            assertThat(fault.lastHeard()).isEqualTo(START.plusMillis(600));
            assertThat(fault.at()).isBetween(START.plusMillis(3_600), START.plusMillis(4_600));
        });
        fire.signal(1, "0");
        assertThat(fire.detectorFaults().getLast()).isInstanceOf(DetectorFault.Cleared.class);
        assertThat(fire.notifications()).hasSize(2);
    }

    @Test
    void shouldNotTellOfAFaultAgainAfterARestart() {
        fire.registerDetectors(1);
        fire.passMillis(5_000);
        assertThat(fire.detectorFaults()).hasSize(1);

        restart(Duration.ofHours(1));
        fire.passMillis(60_000);

        assertThat(fire.detectorFaults()).isEmpty();
        fire.signal(1, "0");
        assertThat(fire.detectorFaults()).singleElement().satisfies(fault -> assertThat(fault.number())
                .isEqualTo(2));
    }

    @Test
    void shouldEndTheFaultOfADetectorThatIsTakenOffTheRegistry() {
        fire.registerDetectors(1);
        fire.passMillis(5_000);
        fire.send(Topics.DETECTORS, new DetectorId(1).toKey(), null);
        fire.passMillis(1_000);

        assertThat(fire.detectorFaults().getLast()).isInstanceOf(DetectorFault.Cleared.class);
        fire.signal(1, "1");
        assertThat(fire.events()).isEmpty();
    }

    @Test
    void shouldTellOfOneFaultOfTheIntakeAndNotOfEachDetectorWhenAllFallSilent() {
        fire.registerDetectors(50);
        fire.passMillis(600);
        for (int i = 1; i <= 50; i++) {
            fire.signal(i, "0");
        }
        fire.passMillis(60_000);

        assertThat(fire.detectorFaults()).isEmpty();
        assertThat(fire.systemFaults()).singleElement().satisfies(fault -> assertThat(fault.part())
                .isEqualTo(SystemFault.INTAKE));
        for (int second = 0; second < 5; second++) {
            for (int i = 1; i <= 50; i++) {
                fire.signal(i, "0");
            }
            fire.passMillis(1_000);
        }
        assertThat(fire.systemFaults().getLast()).isInstanceOf(SystemFault.Cleared.class);
        assertThat(fire.detectorFaults()).isEmpty();
        assertThat(fire.notifications()).hasSize(2);
    }

    @Test
    void shouldNameTheDetectorsTooWhenAllStaySilentForLongerThanAMinute() {
        fire.registerDetectors(50);
        fire.passMillis(600);
        for (int i = 1; i <= 50; i++) {
            fire.signal(i, "0");
        }
        fire.passMillis(65_000);

        assertThat(fire.detectorFaults()).hasSize(50).allMatch(DetectorFault.Raised.class::isInstance);
        assertThat(fire.systemFaults()).as("the fault of the intake stays").hasSize(1);
        assertThat(fire.notifications())
                .as("people are told of the intake, and not of each detector")
                .hasSize(1);
    }

    @Test
    void shouldJudgeADelayedSignalByTheTimeWhenItWasSaid() {
        floorOfThree();
        fire.pass(Duration.ofSeconds(10));
        fire.operate(new OperatorCommand.DisableDetector(
                new DetectorId(1), fire.now().plusSeconds(60)));
        Instant disabled = fire.now();
        fire.pass(Duration.ofSeconds(30));

        fire.signalOf(disabled, 1, "1");
        fire.signalOf(disabled.plusSeconds(29), 1, "1");
        assertThat(fire.events()).as("said while it was disabled").isEmpty();
        fire.signalOf(disabled.minusMillis(1), 1, "1");
        assertThat(fire.onlyAlarm().heardAt()).isEqualTo(disabled.minusMillis(1));
    }

    @Test
    void shouldNotCountASignalOfADisablementThatIsReadAfterItsEnd() {
        floorOfThree();
        fire.operate(new OperatorCommand.DisableDetector(
                new DetectorId(1), fire.now().plusSeconds(60)));
        fire.operate(new OperatorCommand.DisableDetector(
                new DetectorId(2), fire.now().plusSeconds(600)));
        fire.pass(Duration.ofSeconds(70));
        fire.operate(new OperatorCommand.EnableDetector(new DetectorId(2)));
        fire.pass(Duration.ofSeconds(10));

        fire.signalOf(START.plusMillis(59_999), 1, "1");
        fire.signalOf(START.plusMillis(69_999), 2, "1");
        assertThat(fire.events()).isEmpty();
        fire.signalOf(START.plusMillis(70_000), 2, "1");
        assertThat(fire.onlyAlarm().detector()).isEqualTo(new DetectorId(2));
    }

    @Test
    void shouldNotActFromWhatItKnewBeforeItStoodStill() {
        floorOfThree();
        fire.signal(1, "1");
        int commands = fire.valveCommands().size();

        assertThatThrownBy(() -> fire.standStill(FireOnTestDriver.SESSION)).isInstanceOf(TaskMigratedException.class);

        assertThat(fire.valveCommands()).hasSize(commands);
    }

    static List<Topic> inputs() {
        return List.of(Topics.DETECTOR_SIGNALS, Topics.FLOOR_INPUTS, Topics.OPERATOR_ACTIONS, Topics.VALVE_REPORTS);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldTakeNothingInBeforeItKnowsThatItsWorkIsStillItsOwn(Topic topic) {
        floorOfThree();
        fire.signal(1, "0");
        fire.loseTime(FireOnTestDriver.SESSION);

        assertThatThrownBy(() -> fire.send(topic, FLOOR.toKey(), "open".getBytes(UTF_8)))
                .isInstanceOf(TaskMigratedException.class);
    }

    @Test
    void shouldCommandTheValveAgainWithNewThreadsAfterTheClockWasSetBack() {
        floorOfThree();
        fire.signal(1, "1");
        fire.passMillis(1_000);
        restart(Duration.ofHours(-1));

        fire.passMillis(2_100);

        assertThat(fire.valveCommands()).extracting(ValveCommand::attempt).containsExactly(3, 4);
    }

    @Test
    void shouldRaiseAndClearAFaultOfAValveThatOpensByItself() {
        floorOfThree();
        fire.valveReports(FLOOR, "open");

        assertThat(fire.systemFaults()).singleElement().isInstanceOfSatisfying(SystemFault.Raised.class, fault -> {
            assertThat(fault.part()).isEqualTo("valve f1");
            assertThat(fault.detail()).contains("nobody has told it");
        });
        var found = fire.events(FloorEvent.ValveFoundOpen.class).getFirst().alarmId();
        fire.operate(new OperatorCommand.CloseValve(FLOOR, found));
        fire.passMillis(100);
        fire.valveReports(FLOOR, "closed");

        assertThat(fire.valveCommands()).singleElement().isInstanceOf(ValveCommand.Close.class);
        assertThat(fire.systemFaults().getLast()).isInstanceOf(SystemFault.Cleared.class);
        assertThat(fire.refusedActions()).isEmpty();
        fire.valveReports(FLOOR, "open");
        assertThat(fire.events(FloorEvent.ValveFoundOpen.class))
                .as("another report, also in the same millisecond")
                .hasSize(2);
    }

    @Test
    void shouldNotPutARefusalOnRecordForAnActionThatIsReadAgain() {
        floorOfThree();
        fire.signal(1, "1");
        OperatorAction reset =
                fire.operate(new OperatorCommand.Reset(FLOOR, fire.onlyAlarm().alarmId()));
        fire.signal(1, "1");
        restart(Duration.ofSeconds(5));
        fire.operate(reset);

        assertThat(fire.refusedActions()).isEmpty();
        assertThat(fire.events()).isEmpty();
    }

    @Test
    void shouldMeasureAlarmsAndOpeningsThatATimeBringsAbout() {
        fire.register(FLOOR, new FloorPolicy.PositiveAlarmSequence(15, 180));
        fire.register(FloorId.of("f2"), new FloorPolicy.OutputDelay(20));
        fire.registerDetectors(1);
        fire.register(Detector.active(new DetectorId(9), FloorId.of("f2"), 1));
        fire.signal(1, "1");
        fire.signal(9, "1");
        fire.passMillis(21_000);

        assertThat(fire.meter("tocsin.fire.alarms")).isEqualTo(2);
        Timer toAlarm = fire.meters.get("tocsin.fire.signal.to.alarm").timer();
        Timer toValve = fire.meters.get("tocsin.fire.signal.to.valve").timer();
        assertThat(toAlarm.count()).isEqualTo(2);
        assertThat(toValve.count()).isEqualTo(2);
        assertThat(toAlarm.max(TimeUnit.MILLISECONDS))
                .as("from the end of the delay")
                .isLessThan(100);
        assertThat(toValve.max(TimeUnit.MILLISECONDS)).isLessThan(100);
    }

    @Test
    void shouldNotTellPeopleOfWhatIsReadAgainADayLater() {
        var reset = new FloorEvent.AlarmReset(
                FLOOR,
                AlarmId.of("0194385f-7c00-7a11-9f3d-0b6c5e4d3a21"),
                1,
                START,
                OperatorId.of("m.curie"),
                ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"));
        Duration day = Duration.ofDays(1);
        fire.sendAsOf(START.minus(day), Topics.FLOOR_ALARMS, FLOOR.toKey(), Json.write(reset));
        assertThat(fire.notifications()).hasSize(1);

        fire.sendAsOf(START.minus(day).minusMillis(1), Topics.FLOOR_ALARMS, FLOOR.toKey(), Json.write(reset));

        assertThat(fire.notifications()).hasSize(1);
        assertThat(fire.meter("tocsin.fire.notices.too.late")).isOne();
    }

    @Test
    void shouldKeepTheLastEventsThatHaveNotBeenReadBackAndNotAll() {
        List<Integer> all = IntStream.range(0, 250).boxed().toList();

        assertThat(Told.with(all.subList(0, 90), all.subList(90, 250))).isEqualTo(all.subList(150, 250));
        assertThat(Told.with(all.subList(0, 90), all.subList(90, 100))).isEqualTo(all.subList(0, 100));
    }

    @Test
    void shouldKeepTheNamesOfNodesAndStores() {
        assertThat(sorted(fire.describe())).as("""
                        The topology is not the one in fire-topology.txt.
                        A store with another name is an empty store: alarms would be forgotten and faults told again. A sub-topology
                        with another number moves every store. Other names of nodes only change metrics. If that is what you want,
                        and old state has been dealt with, put this into the file:
                        %s""", sorted(fire.describe())).isEqualTo(resource("fire-topology.txt"));
    }

    /** Kafka Streams lists stores and successors in no particular order. */
    private static String sorted(String description) {
        return description
                .lines()
                .map(line -> LIST.matcher(line.stripTrailing())
                        .replaceAll(list -> Arrays.stream(Pattern.compile(", ").split(list.group()))
                                .sorted()
                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String resource(String name) {
        try (InputStream in = FireTopologyTest.class.getResourceAsStream(name)) {
            return in == null ? "(no such file)" : new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
