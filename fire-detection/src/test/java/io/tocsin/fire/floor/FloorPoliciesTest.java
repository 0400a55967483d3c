package io.tocsin.fire.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorEvent.ReleasedBy;
import io.tocsin.model.fire.FloorPhase;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OutputState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each policy asks for before alarm and valve: EN 54-2, 7.11 and 7.12; NFPA 72, chapter 23. */
class FloorPoliciesTest {
    private static final Duration ONE_MILLISECOND = Duration.ofMillis(1);

    private static FloorScript immediate() {
        return new FloorScript(new FloorPolicy.Immediate());
    }

    private static FloorScript typeA() {
        return new FloorScript(new FloorPolicy.CoincidenceA(5, 1800));
    }

    private static FloorScript typeB() {
        return new FloorScript(new FloorPolicy.CoincidenceB());
    }

    private static FloorScript typeC() {
        return new FloorScript(new FloorPolicy.CoincidenceC());
    }

    private static FloorScript sequence() {
        return new FloorScript(new FloorPolicy.PositiveAlarmSequence(15, 180));
    }

    private static FloorScript delayed() {
        return new FloorScript(new FloorPolicy.OutputDelay(600));
    }

    static FloorPolicy[] everyPolicy() {
        return new FloorPolicy[] {
            new FloorPolicy.Immediate(),
            new FloorPolicy.CoincidenceA(5, 1800),
            new FloorPolicy.CoincidenceB(),
            new FloorPolicy.CoincidenceC(),
            new FloorPolicy.PositiveAlarmSequence(15, 180),
            new FloorPolicy.OutputDelay(600)
        };
    }

    @Test
    void shouldAlarmAndOpenTheValveAtTheFirstSignal() {
        FloorScript floor =
                immediate().signal(17).expectState(FloorState.Alarm.class).expectValve(ValveState.Opening.class);

        FloorEvent.AlarmRaised raised = floor.only(FloorEvent.AlarmRaised.class);
        assertThat(raised.detector()).isEqualTo(new DetectorId(17));
        assertThat(raised.outputs()).isEqualTo(OutputState.RELEASED);
        assertThat(raised.count()).isOne();
        assertThat(floor.commands()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everyPolicy")
    void shouldAlarmAndOpenTheValveAtOnceForAManualCallPoint(FloorPolicy policy) {
        new FloorScript(policy).callPoint(1).expectState(FloorState.Alarm.class).expectValve(ValveState.Opening.class);
    }

    @ParameterizedTest
    @MethodSource("everyPolicy")
    void shouldOpenAHeldBackValveWhenACallPointIsPressedLater(FloorPolicy policy) {
        FloorScript floor = new FloorScript(policy).signal(17).callPoint(1);

        floor.expectState(FloorState.Alarm.class).expectValve(ValveState.Opening.class);
        assertThat(floor.events(FloorEvent.AlarmRaised.class)).hasSize(1);
    }

    @Test
    void shouldWaitForAConfirmationOfTypeA() {
        FloorScript floor =
                typeA().signal(17).expectState(FloorState.PreAlarm.class).expectValve(ValveState.AtRest.class);

        assertThat(floor.only(FloorEvent.PreAlarmRaised.class).waitingFor())
                .isEqualTo(FloorEvent.WaitingFor.SECOND_SIGNAL);
    }

    @Test
    void shouldConfirmTypeAByAnotherDetectorAtOnce() {
        typeA().signal(17).signal(18).expectState(FloorState.Alarm.class).expectValve(ValveState.Opening.class);
    }

    @Test
    void shouldConfirmTypeAByTheSameDetectorOnlyAfterAWhile() {
        typeA().signal(17)
                .pass(Duration.ofMillis(4_999))
                .signal(17)
                .expectState(FloorState.PreAlarm.class)
                .pass(ONE_MILLISECOND)
                .signal(17)
                .expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldNotTakeADoubledSignalForAConfirmation() {
        typeA().signal(17)
                .theSameSignalAgain()
                .passSeconds(6)
                .theSameSignalAgain()
                .expectState(FloorState.PreAlarm.class);
    }

    @Test
    void shouldCancelAFirstSignalOfTypeAAfterHalfAnHour() {
        FloorScript floor =
                typeA().signal(17).pass(Duration.ofMillis(1_799_999)).expectState(FloorState.PreAlarm.class);

        floor.pass(ONE_MILLISECOND).expectState(FloorState.Quiet.class);
        assertThat(floor.only(FloorEvent.PreAlarmEnded.class).operator()).isNull();
    }

    @Test
    void shouldTakeASignalThatWasHeardTooLateToConfirmForAFirstOne() {
        FloorScript floor = typeA().signal(17);
        var first = floor.incident();

        // Read late: 31 minutes lie between the signals, and a moment between their reading.
        floor.hear(Given.signal(18, 7, Given.NOW.plus(Duration.ofMinutes(31)))).expectState(FloorState.PreAlarm.class);

        assertThat(floor.incident()).isNotEqualTo(first);
        assertThat(floor.events(FloorEvent.PreAlarmRaised.class)).hasSize(2);
    }

    @Test
    void shouldConfirmTypeBByAnotherDetectorOnlyAndWaitForItWithoutLimit() {
        typeB().signal(17)
                .pass(Duration.ofDays(3))
                .signal(17)
                .expectState(FloorState.PreAlarm.class)
                .signal(18)
                .expectState(FloorState.Alarm.class)
                .expectValve(ValveState.Opening.class);
    }

    @Test
    void shouldAlarmAtOnceAndOpenTheValveAtTheSecondDetectorOfTypeC() {
        FloorScript floor = typeC().signal(17)
                .expectState(FloorState.Alarm.class)
                .passSeconds(3600)
                .signal(17)
                .expectValve(ValveState.AtRest.class)
                .signal(18)
                .expectValve(ValveState.Opening.class);

        assertThat(floor.only(FloorEvent.AlarmRaised.class).outputs())
                .isEqualTo(OutputState.WAITING_FOR_SECOND_DETECTOR);
        assertThat(floor.only(FloorEvent.OutputsReleased.class).by()).isEqualTo(ReleasedBy.SECOND_DETECTOR);
    }

    @Test
    void shouldOpenTheValveWhenTheDelayIsOverAndNotAMillisecondBefore() {
        FloorScript floor = delayed()
                .signal(17)
                .expectState(FloorState.Alarm.class)
                .acknowledge()
                .pass(Duration.ofMillis(599_999))
                .signal(18)
                .expectValve(ValveState.AtRest.class)
                .pass(ONE_MILLISECOND)
                .expectValve(ValveState.Opening.class);

        assertThat(floor.only(FloorEvent.AlarmRaised.class).outputsAt()).isEqualTo(Given.NOW.plusSeconds(600));
        assertThat(floor.only(FloorEvent.OutputsReleased.class).by()).isEqualTo(ReleasedBy.DELAY_OVER);
    }

    @Test
    void shouldNeverOpenADelayedValveAfterTheReset() {
        FloorScript floor = delayed().signal(17).reset().passSeconds(3600);

        floor.expectValve(ValveState.AtRest.class);
        assertThat(floor.commands()).isEmpty();
    }

    @Test
    void shouldAlarmWhenNobodyAcknowledgesWithinFifteenSeconds() {
        FloorScript floor = sequence()
                .signal(17)
                .pass(Duration.ofMillis(14_999))
                .expectState(FloorState.PreAlarm.class)
                .pass(ONE_MILLISECOND)
                .expectState(FloorState.Alarm.class)
                .expectValve(ValveState.Opening.class);

        assertThat(floor.only(FloorEvent.PreAlarmRaised.class).waitingFor())
                .isEqualTo(FloorEvent.WaitingFor.ACKNOWLEDGEMENT);
        assertThat(floor.only(FloorEvent.AlarmRaised.class).heardAt()).isEqualTo(Given.NOW);
    }

    @Test
    void shouldAlarmWhenTheInvestigationHasNotEndedAfterThreeMinutes() {
        sequence()
                .signal(17)
                .passSeconds(14)
                .acknowledge()
                .pass(Duration.ofMillis(179_999))
                .expectState(FloorState.PreAlarm.class)
                .pass(ONE_MILLISECOND)
                .expectState(FloorState.Alarm.class)
                .expectNoRefusal();
    }

    @Test
    void shouldNotStretchTheInvestigationByAcknowledgingAgain() {
        sequence()
                .signal(17)
                .acknowledge()
                .passSeconds(179)
                .acknowledge()
                .passSeconds(1)
                .expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldEndTheSequenceAtOnceWhenASecondDetectorSignals() {
        sequence()
                .signal(17)
                .acknowledge()
                .signal(17)
                .expectState(FloorState.PreAlarm.class)
                .signal(18)
                .expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldBeQuietWhenTheInvestigatorResets() {
        FloorScript floor =
                sequence().signal(17).acknowledge().reset().passSeconds(3600).expectState(FloorState.Quiet.class);

        assertThat(floor.only(FloorEvent.PreAlarmEnded.class).operator()).isNotNull();
        assertThat(floor.commands()).isEmpty();
    }

    @Test
    void shouldSayWhyAPreAlarmOfCoincidenceCannotBeAcknowledged() {
        assertThat(typeB().signal(17).acknowledge().onlyRefusal()).contains("second signal");
    }

    @Test
    void shouldKeepTheNameOfTheIncidentFromPreAlarmToReset() {
        FloorScript floor =
                sequence().signal(17).acknowledge().signal(18).acknowledge().reset();

        assertThat(floor.events()).hasSize(5).extracting(FloorEvent::alarmId).containsOnly(floor.incident());
    }

    @Test
    void shouldAlarmAPreAlarmedFloorWhosePolicyHasBecomeImmediate() {
        FloorScript before = typeB().signal(17);

        var step = before.floor().signalled(Given.signal(17, 9, Given.NOW), new FloorPolicy.Immediate(), before.now());

        assertThat(step.floor().state()).isInstanceOf(FloorState.Alarm.class);
    }

    @Test
    void shouldNotDoToTheAlarmWhatWasMeantForThePreAlarmThatItWas() {
        FloorScript floor = typeB().signal(17);
        var reset = new OperatorCommand.Reset(Given.FLOOR, floor.incident(), FloorPhase.PRE_ALARM);

        floor.signal(18).command(reset).expectState(FloorState.Alarm.class);

        assertThat(floor.onlyRefusal()).contains("has become an alarm");
    }

    @Test
    void shouldNotTakeAnAcknowledgementOfThePreAlarmForOneOfTheAlarm() {
        FloorScript floor = sequence().signal(17);
        var acknowledge = new OperatorCommand.Acknowledge(Given.FLOOR, floor.incident(), FloorPhase.PRE_ALARM);

        floor.passSeconds(15).command(acknowledge).expectState(FloorState.Alarm.class);

        assertThat(floor.onlyRefusal()).contains("has become an alarm");
    }

    @Test
    void shouldDoWhatIsAskedForInThePhaseThatWasSeen() {
        FloorScript floor = typeB().signal(17);
        floor.command(new OperatorCommand.Reset(Given.FLOOR, floor.incident(), FloorPhase.PRE_ALARM))
                .expectState(FloorState.Quiet.class)
                .signal(17)
                .signal(18);
        floor.command(new OperatorCommand.Reset(Given.FLOOR, floor.incident(), FloorPhase.ALARM))
                .expectState(FloorState.Quiet.class)
                .expectNoRefusal();
    }

    static FloorPolicy[] policiesWithPreAlarms() {
        return new FloorPolicy[] {
            new FloorPolicy.CoincidenceA(5, 1800),
            new FloorPolicy.CoincidenceB(),
            new FloorPolicy.PositiveAlarmSequence(15, 180)
        };
    }

    @ParameterizedTest
    @MethodSource("policiesWithPreAlarms")
    void shouldNotBeConfirmedByASignalFromBeforeTheLastReset(FloorPolicy policy) {
        FloorScript floor = new FloorScript(policy).signal(17).passSeconds(1).reset();
        FireSignal late = Given.signal(18, 99, Given.NOW);

        floor.passSeconds(1).signal(17).hear(late).expectState(FloorState.PreAlarm.class);

        floor.passSeconds(1).signal(18).expectState(FloorState.Alarm.class);
    }

    @ParameterizedTest
    @MethodSource("policiesWithPreAlarms")
    void shouldBeConfirmedSoonAfterAResetThoughKafkasClockIsBehind(FloorPolicy policy) {
        FloorScript floor = new FloorScript(policy).signal(16).passSeconds(1).reset();
        Instant kafkas = floor.now().minusSeconds(5);

        floor.hear(Given.signal(17, 98, kafkas))
                .expectState(FloorState.PreAlarm.class)
                .hear(Given.signal(18, 99, kafkas))
                .expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldNotOpenTheValveForASecondDetectorOfAnEarlierIncidentThatIsReadAgain() {
        FloorScript floor = typeC().signal(17);
        FireSignal second = Given.signal(18, 99, floor.now());
        floor.hear(second).report(Given.OPEN).reset().closeValve().report(Given.CLOSED);
        int eventsBefore = floor.passSeconds(1).signal(17).events().size();

        floor.hear(second).expectValve(ValveState.AtRest.class);

        assertThat(floor.events()).hasSize(eventsBefore);
    }

    @Test
    void shouldBeConfirmedByASecondSignalThatWasHeardBeforeTheFirstAndReadAfterIt() {
        FireSignal before = Given.signal(18, 99, Given.NOW.minusSeconds(1800));

        typeA().signal(17).hear(before).expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldNotBeConfirmedByASignalForWhichTheFirstOneCameTooLate() {
        FireSignal longBefore =
                Given.signal(18, 99, Given.NOW.minusSeconds(1800).minusMillis(1));

        typeA().signal(17).hear(longBefore).expectState(FloorState.PreAlarm.class);
    }

    @Test
    void shouldBecomeAnAlarmInTimeThoughTheClockIsSetBack() {
        FloorScript floor = sequence().signal(17).pass(Duration.ofHours(-1));
        floor.passSeconds(14).expectState(FloorState.PreAlarm.class);

        floor.passSeconds(1).expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldOpenTheValveInTimeThoughTheClockIsSetBack() {
        FloorScript floor = delayed().signal(17).pass(Duration.ofDays(-1));
        floor.passSeconds(599).expectValve(ValveState.AtRest.class);

        floor.passSeconds(1).expectValve(ValveState.Opening.class);
    }

    @Test
    void shouldOpenTheValveInTimeThoughTheClockIsSetBackToWhenItHadWaitedForAWhile() {
        FloorScript floor = delayed().signal(17).watchFor(Duration.ofSeconds(590));
        floor.setClockBack(Duration.ofSeconds(500)).watchFor(Duration.ofSeconds(9));
        floor.expectValve(ValveState.AtRest.class);

        floor.watchFor(Duration.ofSeconds(2)).expectValve(ValveState.Opening.class);
    }

    @Test
    void shouldCancelAFirstSignalInTimeThoughTheClockIsSetBack() {
        typeA().signal(17).pass(Duration.ofDays(-1)).passSeconds(1800).expectState(FloorState.Quiet.class);
    }

    @ParameterizedTest
    @MethodSource("policiesWithPreAlarms")
    void shouldBeConfirmedThoughAllClocksAreSetBack(FloorPolicy policy) {
        new FloorScript(policy)
                .signal(16)
                .reset()
                .passSeconds(1)
                .signal(17)
                .pass(Duration.ofDays(-1))
                .passSeconds(1)
                .signal(18)
                .expectState(FloorState.Alarm.class);
    }
}
