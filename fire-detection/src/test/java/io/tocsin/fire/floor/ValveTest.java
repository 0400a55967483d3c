package io.tocsin.fire.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A valve is told until it reports, opens by itself and closes only by an operator. */
class ValveTest {
    private final FloorScript floor = new FloorScript(new FloorPolicy.Immediate());

    private long opens() {
        return floor.commands().stream()
                .filter(ValveCommand.Open.class::isInstance)
                .count();
    }

    private long closes() {
        return floor.commands().stream()
                .filter(ValveCommand.Close.class::isInstance)
                .count();
    }

    @Test
    void shouldBeToldEachSecondUntilItReportsOpen() {
        floor.signal(17);
        assertThat(opens()).isOne();
        floor.pass(Duration.ofMillis(999));
        assertThat(opens()).isOne();
        floor.pass(Duration.ofMillis(1)).passSeconds(1).passSeconds(1);
        assertThat(floor.commands()).extracting(ValveCommand::attempt).containsExactly(1, 2, 3, 4);

        floor.report(Given.OPEN).passSeconds(60).expectValve(ValveState.Opened.class);

        assertThat(opens()).isEqualTo(4);
        assertThat(floor.only(FloorEvent.ValveConfirmed.class).position()).isEqualTo(ValvePosition.OPEN);
    }

    @Test
    void shouldBeAFaultWhenItHasNotReportedAfterTenSecondsAndToldOn() {
        floor.signal(17);
        for (int second = 1; second <= 9; second++) {
            floor.passSeconds(1);
        }
        assertThat(floor.events(FloorEvent.ValveNotConfirmed.class)).isEmpty();

        floor.passSeconds(1).passSeconds(1).passSeconds(1);

        FloorEvent.ValveNotConfirmed fault = floor.only(FloorEvent.ValveNotConfirmed.class);
        assertThat(fault.at()).isEqualTo(Given.NOW.plusSeconds(10));
        assertThat(fault.since()).isEqualTo(Given.NOW);
        assertThat(opens()).isEqualTo(13);
    }

    @Test
    void shouldBeNoFaultWhenItReportsInTheVeryMillisecond() {
        floor.signal(17).pass(Duration.ofMillis(9_999)).report(Given.OPEN).pass(Duration.ofMillis(1));

        assertThat(floor.events(FloorEvent.ValveNotConfirmed.class)).isEmpty();
    }

    @Test
    void shouldEndTheFaultWhenItReportsAtLast() {
        floor.signal(17).passSeconds(11).report(Given.CLOSED).report(Given.OPEN);

        floor.expectValve(ValveState.Opened.class);
        assertThat(floor.only(FloorEvent.ValveConfirmed.class).afterFault()).isTrue();
    }

    @Test
    void shouldEndTheFaultOfAnOpeningThatWasNeverConfirmedWhenItIsClosed() {
        floor.signal(17).passSeconds(11).reset().closeValve().report(Given.CLOSED);

        assertThat(floor.only(FloorEvent.ValveConfirmed.class).afterFault()).isTrue();
    }

    @Test
    void shouldBeOpenedAgainWhenSomeoneClosesItByHandInAnAlarm() {
        floor.signal(17).report(Given.OPEN).report(Given.CLOSED).expectValve(ValveState.Opening.class);

        assertThat(opens()).isEqualTo(2);
    }

    @Test
    void shouldStayOpenAfterTheResetUntilAnOperatorClosesIt() {
        floor.signal(17).report(Given.OPEN).reset().pass(Duration.ofDays(30)).expectValve(ValveState.Opened.class);
        assertThat(closes()).isZero();

        floor.closeValve()
                .expectValve(ValveState.Closing.class)
                .report(Given.CLOSED)
                .expectValve(ValveState.AtRest.class);

        assertThat(floor.commands().getLast()).isInstanceOfSatisfying(ValveCommand.Close.class, close -> assertThat(
                        close.action().operator().text())
                .isEqualTo("m.curie"));
        floor.expectNoRefusal();
    }

    @Test
    void shouldBeToldToCloseUntilItReportsClosed() {
        floor.signal(17).report(Given.OPEN).reset().closeValve();
        for (int second = 1; second <= 11; second++) {
            floor.passSeconds(1).report(Given.OPEN);
        }

        assertThat(closes()).isEqualTo(12);
        assertThat(floor.only(FloorEvent.ValveNotConfirmed.class).wanted()).isEqualTo(ValvePosition.CLOSED);
        floor.report(Given.CLOSED).passSeconds(60);
        assertThat(closes()).isEqualTo(12);
    }

    @Test
    void shouldBeOpenedByAnAlarmThatComesWhileItIsClosing() {
        floor.signal(17).report(Given.OPEN).reset().closeValve().signal(18).expectValve(ValveState.Opening.class);

        floor.report(Given.CLOSED).passSeconds(1);

        assertThat(floor.commands().getLast()).isInstanceOf(ValveCommand.Open.class);
    }

    @Test
    void shouldNotBeToldToCloseInAnAlarmThatDoesNotAskForWaterYet() {
        FloorScript typeC = new FloorScript(new FloorPolicy.CoincidenceC());
        typeC.signal(17).signal(18).report(Given.OPEN).reset().closeValve().signal(17);
        int toldBefore = typeC.commands().size();

        typeC.passSeconds(5);

        assertThat(typeC.commands()).hasSize(toldBefore);
        typeC.reset().closeValve().expectValve(ValveState.Closing.class).expectNoRefusal();
    }

    @Test
    void shouldReportAnewForTheNextIncident() {
        floor.signal(17).report(Given.OPEN).reset().signal(17).expectValve(ValveState.Opening.class);

        assertThat(((ValveCommand.Open) floor.commands().getLast()).alarmId()).isEqualTo(floor.incident());
    }

    @Test
    void shouldNotBeClosedByACommandThatIsReadAgainAfterTheNextIncident() {
        floor.signal(17).report(Given.OPEN).reset();
        var close = new OperatorCommand.CloseValve(Given.FLOOR, floor.incident());
        var action = Given.action(close);
        floor.command(action, close).report(Given.CLOSED).command(action, close).expectNoRefusal();
        assertThat(closes()).isOne();

        floor.signal(18).report(Given.OPEN).reset().command(action, close).expectValve(ValveState.Opened.class);
        floor.expectNoRefusal().command(Given.action(close), close).expectValve(ValveState.Opened.class);

        assertThat(closes()).isOne();
        assertThat(floor.onlyRefusal()).contains("not opened for that incident");
    }

    @Test
    void shouldKeepCountingItsTimeWhenTheNextIncidentComesBeforeItReports() {
        floor.signal(17).passSeconds(6).reset();
        AlarmId first = floor.incident();
        floor.signal(18).passSeconds(4);

        assertThat(floor.only(FloorEvent.ValveNotConfirmed.class).alarmId())
                .isEqualTo(floor.incident())
                .isNotEqualTo(first);
    }

    @Test
    void shouldDoNothingOfItself() {
        floor.report(Given.CLOSED).passSeconds(3600).expectValve(ValveState.AtRest.class);

        assertThat(floor.commands()).isEmpty();
        assertThat(floor.events()).isEmpty();
    }

    @Test
    void shouldBeAFaultWhenItOpensWithoutHavingBeenTold() {
        floor.report(Given.OPEN).report(Given.OPEN).passSeconds(3600).expectValve(ValveState.FoundOpen.class);

        assertThat(floor.only(FloorEvent.ValveFoundOpen.class).at()).isEqualTo(Given.NOW);
        assertThat(floor.events()).hasSize(1);
        assertThat(floor.commands()).isEmpty();

        floor.report(Given.CLOSED).passSeconds(10).expectValve(ValveState.AtRest.class);

        assertThat(floor.only(FloorEvent.ValveConfirmed.class).afterFault()).isTrue();
    }

    @Test
    void shouldBeOneFaultWhenItChattersAndEndWhenItHasBeenClosedForTenSeconds() {
        for (int i = 0; i < 100; i++) {
            floor.report(Given.OPEN).passSeconds(1).report(Given.CLOSED).passSeconds(5);
        }
        assertThat(floor.events()).hasSize(1);

        floor.report(Given.CLOSED).pass(Duration.ofMillis(4_999)).expectValve(ValveState.FoundOpen.class);
        floor.pass(Duration.ofMillis(1)).expectValve(ValveState.AtRest.class);
    }

    @Test
    void shouldBeClosedByAnOperatorWhenItHasOpenedByItself() {
        floor.report(Given.OPEN);
        AlarmId found = floor.only(FloorEvent.ValveFoundOpen.class).alarmId();

        floor.command(new OperatorCommand.CloseValve(Given.FLOOR, found))
                .expectNoRefusal()
                .expectValve(ValveState.Closing.class)
                .passSeconds(1)
                .report(Given.CLOSED)
                .expectValve(ValveState.AtRest.class);

        assertThat(closes()).isEqualTo(2);
        assertThat(floor.only(FloorEvent.ValveConfirmed.class).afterFault()).isTrue();
    }

    @Test
    void shouldBeToldToOpenByAnAlarmThoughItHasOpenedByItself() {
        floor.report(Given.OPEN)
                .signal(17)
                .expectValve(ValveState.Opening.class)
                .report(Given.OPEN);

        floor.expectValve(ValveState.Opened.class);
        assertThat(floor.only(FloorEvent.ValveConfirmed.class).afterFault()).isTrue();
    }

    @Test
    void shouldNotBeFoundOpenByAReportThatIsReadAgainAfterItWasClosed() {
        floor.signal(17).report(Given.OPEN).passSeconds(1).reset().closeValve().report(Given.CLOSED);

        floor.read(floor.reports().getFirst()).expectValve(ValveState.AtRest.class);

        floor.passSeconds(1).report(Given.OPEN).expectValve(ValveState.FoundOpen.class);
    }

    @Test
    void shouldBeToldOnWhenAReportOfTheLastIncidentIsReadAgain() {
        floor.signal(17).report(Given.OPEN).reset().signal(18);
        long told = opens();

        floor.read(floor.reports().getFirst()).expectValve(ValveState.Opening.class);

        floor.passSeconds(1);
        assertThat(opens()).isEqualTo(told + 1);
    }

    @Test
    void shouldBeToldToCloseOnWhenAReportOfAnEarlierClosingIsReadAgain() {
        floor.signal(17).report(Given.OPEN).reset().closeValve().report(Given.CLOSED);
        floor.signal(18).report(Given.OPEN).reset().closeValve();

        floor.reports().forEach(floor::read);

        floor.expectValve(ValveState.Closing.class);
    }

    @Test
    void shouldTellNothingOfReportsThatAreReadAgainWhileItIsOpen() {
        floor.signal(17)
                .report(Given.OPEN)
                .report(Given.CLOSED)
                .report(Given.OPEN)
                .reset();
        int eventsBefore = floor.events().size();

        floor.reports().forEach(floor::read);

        floor.expectValve(ValveState.Opened.class);
        assertThat(floor.events()).hasSize(eventsBefore);
    }

    @Test
    void shouldBeBelievedThoughKafkasClockIsSetBack() {
        floor.signal(17).report(Given.OPEN).reset().signal(18);

        floor.read(Given.reported(Given.OPEN, 1, Given.NOW.minus(Duration.ofDays(1))));

        floor.expectValve(ValveState.Opened.class);
    }

    @Test
    void shouldBeBelievedThoughTheTopicOfReportsWasMadeAnew() {
        floor.read(Given.reported(Given.CLOSED, 1_000, Given.NOW)).signal(17).passSeconds(1);

        floor.read(Given.reported(Given.OPEN, 0, floor.now())).expectValve(ValveState.Opened.class);
    }

    @Test
    void shouldBeToldAgainAndBecomeAFaultInTimeWhenTheClockIsSetBack() {
        floor.signal(17).passSeconds(1).pass(Duration.ofHours(-1));
        long told = opens();

        floor.passSeconds(1);
        assertThat(opens()).isEqualTo(told + 1);
        for (int second = 3; second <= 10; second++) {
            floor.passSeconds(1);
        }

        assertThat(floor.events(FloorEvent.ValveNotConfirmed.class)).hasSize(1);
    }

    @Test
    void shouldSayWhenItHasSomethingToDo() {
        assertThat(floor.floor().due(ValveTiming.USUAL)).isNull();
        floor.signal(17);
        assertThat(floor.floor().due(ValveTiming.USUAL)).isEqualTo(Given.NOW.plusSeconds(1));
        floor.report(Given.OPEN);
        assertThat(floor.floor().due(ValveTiming.USUAL)).isNull();
    }
}
