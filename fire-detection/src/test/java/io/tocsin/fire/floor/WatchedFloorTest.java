package io.tocsin.fire.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators do to an alarm, and what becomes of signals that come twice or late. */
class WatchedFloorTest {
    private final FloorScript floor = new FloorScript(new FloorPolicy.Immediate());

    @Test
    void shouldBeLedFromAlarmToQuietByAPerson() {
        floor.signal(17)
                .acknowledge()
                .expectState(FloorState.Acknowledged.class)
                .silence()
                .expectState(FloorState.Silenced.class)
                .reset()
                .expectState(FloorState.Quiet.class)
                .expectNoRefusal();

        assertThat(floor.events())
                .extracting(event -> (Object) event.getClass())
                .containsExactly(
                        FloorEvent.AlarmRaised.class,
                        FloorEvent.AlarmAcknowledged.class,
                        FloorEvent.AlarmSilenced.class,
                        FloorEvent.AlarmReset.class);
        assertThat(floor.events()).extracting(FloorEvent::number).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldStayInAlarmForEverWithoutAPerson() {
        floor.signal(17).pass(Duration.ofDays(365)).expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldMakeOneAlarmOfTwoMessagesMillisecondsApart() {
        floor.signal(17).pass(Duration.ofMillis(1)).signal(17).signal(18);

        assertThat(floor.events(FloorEvent.AlarmRaised.class)).hasSize(1);
        assertThat(floor.events(FloorEvent.AlarmSpread.class)).hasSize(1);
    }

    @Test
    void shouldAlarmAnewWhenADetectorStillSaysFireAfterTheReset() {
        floor.signal(17).reset();
        AlarmId first = floor.incident();

        floor.passSeconds(1).signal(17).expectState(FloorState.Alarm.class);

        assertThat(floor.incident()).isNotEqualTo(first);
        assertThat(floor.events(FloorEvent.AlarmRaised.class))
                .extracting(FloorEvent.AlarmRaised::count)
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldNotBeginAnIncidentAnewWhenItsSignalIsReadAgainAfterTheReset() {
        floor.signal(17).reset().theSameSignalAgain().expectState(FloorState.Quiet.class);
    }

    @Test
    void shouldAlarmForASignalOfATopicThatWasMadeAnewAndBeginsWithLowOffsets() {
        floor.hear(Given.signal(17, 1_000, floor.now())).reset().passSeconds(1);

        floor.hear(Given.signal(17, 0, floor.now())).expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldAlarmForALateSignalThatWasNeverRead() {
        floor.signal(17).reset();
        FireSignal late = Given.signal(17, 99, Given.NOW.minusSeconds(3600));

        floor.hear(late).expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldNameTheSameIncidentWhenItsFirstSignalIsHandledAgain() {
        FireSignal signal = Given.signal(17, 5, Given.NOW);
        FloorScript again = new FloorScript(new FloorPolicy.Immediate());

        assertThat(floor.hear(signal).incident())
                .isEqualTo(again.passSeconds(7).hear(signal).incident());
        assertThat(floor.incident()).isNotEqualTo(AlarmIds.of(Given.signal(17, 6, Given.NOW)));
        assertThat(floor.incident().text().charAt(14)).as("version of the UUID").isEqualTo('7');
        assertThat(floor.incident().text().charAt(19)).as("variant of the UUID").isIn('8', '9', 'a', 'b');
    }

    @Test
    void shouldNotLetAResetThatIsReadAgainEndTheNextIncident() {
        floor.signal(17);
        var reset = new OperatorCommand.Reset(Given.FLOOR, floor.incident());
        OperatorAction action = Given.action(reset);
        floor.command(action, reset).signal(18).command(action, reset).expectState(FloorState.Alarm.class);
        floor.expectNoRefusal().command(Given.action(reset), reset).expectState(FloorState.Alarm.class);

        assertThat(floor.onlyRefusal()).contains("over");
    }

    @Test
    void shouldNotDoAfterACrashWhatItHasRefusedBefore() {
        floor.signal(17).report(Given.OPEN);
        var close = new OperatorCommand.CloseValve(Given.FLOOR, floor.incident());
        OperatorAction action = Given.action(close);
        floor.command(action, close).reset().command(action, close).expectValve(ValveState.Opened.class);

        assertThat(floor.onlyRefusal()).contains("reset it first");
    }

    @Test
    void shouldRememberTheLastActionsOnly() {
        floor.signal(17);
        for (int i = 0; i < 1_000; i++) {
            floor.acknowledge();
        }

        assertThat(floor.floor().lastActions()).hasSize(20);
    }

    @Test
    void shouldKeepTheFirstHundredDetectorsOfAnIncidentAndSayThatThereAreMore() {
        for (int detector = 1; detector <= 100; detector++) {
            floor.signal(detector);
        }
        Incident full = ((FloorState.Latched) floor.state()).incident();
        assertThat(full.detectors()).hasSize(100);
        assertThat(full.moreDetectors()).isFalse();

        for (int detector = 101; detector <= 300; detector++) {
            floor.signal(detector).signal(detector);
        }

        Incident incident = ((FloorState.Latched) floor.state()).incident();
        assertThat(incident.detectors()).isEqualTo(full.detectors());
        assertThat(incident.moreDetectors()).isTrue();
        assertThat(floor.events(FloorEvent.AlarmSpread.class)).hasSize(99);
    }

    @Test
    void shouldChangeNothingWhenACommandIsReadAgain() {
        floor.signal(17)
                .acknowledge()
                .acknowledge()
                .silence()
                .silence()
                .acknowledge()
                .reset()
                .reset();

        assertThat(floor.events()).hasSize(4);
        floor.expectNoRefusal();
    }

    @Test
    void shouldAskForTheAcknowledgementBeforeItIsSilenced() {
        assertThat(floor.signal(17).silence().onlyRefusal()).contains("acknowledge it first");
        floor.expectState(FloorState.Alarm.class);
    }

    @Test
    void shouldRefuseToCloseTheValveWhileTheFloorIsInAlarm() {
        floor.signal(17).report(Given.OPEN).closeValve().expectValve(ValveState.Opened.class);

        assertThat(floor.onlyRefusal()).contains("reset it first");
    }
}
