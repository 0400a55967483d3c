package io.tocsin.fire.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OutputState;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What, where, since when, what to do; the same words and the same id whenever the same is told. */
class NoticesTest {
    private static final FloorId FLOOR = FloorId.of("f1");
    private static final AlarmId ALARM = AlarmId.of("0194385f-7c00-7a11-9f3d-0b6c5e4d3a21");
    private static final DetectorId DETECTOR = new DetectorId(17);
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");

    private static FloorEvent.AlarmRaised alarm(long number, OutputState outputs) {
        return new FloorEvent.AlarmRaised(FLOOR, ALARM, number, NOW, DETECTOR, NOW.minusSeconds(1), 1, outputs, null);
    }

    @Test
    void shouldTellOfAnAlarmWithTheTimeOfItsSignal() {
        assertThat(Notices.of(alarm(1, OutputState.RELEASED))).get().satisfies(notification -> {
            assertThat(notification.severity()).isEqualTo(Severity.ALARM);
            assertThat(notification.incident()).isEqualTo(ALARM.text());
            assertThat(notification.where()).isEqualTo("floor f1");
            assertThat(notification.since()).isEqualTo(NOW.minusSeconds(1));
            assertThat(notification.whatToDo()).contains("valve is being opened");
        });
        assertThat(Notices.of(alarm(1, OutputState.DELAYED)).orElseThrow().whatToDo())
                .contains("held back");
    }

    @Test
    void shouldGiveTheSameIdToTheSameEventAndAnotherToEachOther() {
        Notification first = Notices.of(alarm(1, OutputState.RELEASED)).orElseThrow();

        assertThat(Notices.of(alarm(1, OutputState.RELEASED))).contains(first);
        assertThat(Notices.of(alarm(2, OutputState.RELEASED)).orElseThrow().notificationId())
                .isNotEqualTo(first.notificationId());
    }

    @Test
    void shouldTellWhenAnAlarmIsOverAndByWhom() {
        var reset = new FloorEvent.AlarmReset(
                FLOOR, ALARM, 5, NOW, OperatorId.of("m.curie"), ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"));

        assertThat(Notices.of(reset).orElseThrow().what()).isEqualTo("The alarm was reset by m.curie");
    }

    @ParameterizedTest
    @CsvSource({"SILENT, is silent, Check", "NEVER_HEARD, never been heard, Check", "LOW_BATTERY, battery, Change"})
    void shouldSayWhatIsWrongWithADetectorAndWhatToDo(DetectorFaultKind kind, String what, String whatToDo) {
        Notification raised = Notices.of(new DetectorFault.Raised(DETECTOR, FLOOR, 1, kind, NOW, NOW.minusSeconds(3)))
                .orElseThrow();
        Notification cleared = Notices.of(new DetectorFault.Cleared(DETECTOR, FLOOR, 2, kind, NOW))
                .orElseThrow();

        assertThat(raised.severity()).isEqualTo(Severity.FAULT);
        assertThat(raised.what()).contains(what);
        assertThat(raised.whatToDo()).startsWith(whatToDo);
        assertThat(raised.where()).isEqualTo("detector 17 on floor f1");
        assertThat(cleared.severity()).isEqualTo(Severity.INFORMATION);
        assertThat(cleared.incident()).isEqualTo(raised.incident());
        assertThat(cleared.notificationId()).isNotEqualTo(raised.notificationId());
    }

    @Test
    void shouldMakeAFaultOfTheSystemOutOfAValveThatDoesNotReport() {
        var late = new FloorEvent.ValveNotConfirmed(FLOOR, ALARM, 2, NOW, ValvePosition.OPEN, NOW.minusSeconds(10));

        SystemFault fault = Notices.faultIn(late).orElseThrow();

        assertThat(fault).isInstanceOfSatisfying(SystemFault.Raised.class, raised -> {
            assertThat(raised.part()).isEqualTo("valve f1");
            assertThat(raised.detail()).contains("told to open");
            assertThat(raised.since()).isEqualTo(NOW.minusSeconds(10));
        });
        assertThat(Notices.of(late))
                .as("told as a fault of the system, and not twice")
                .isEmpty();
        assertThat(Notices.of(fault).orElseThrow().whatToDo()).contains("by hand");
    }

    /** Otherwise that nobody can be told would be told, and that nobody can be told of that, without end. */
    @Test
    void shouldNotTellOfFaultsThatAreNotItsOwn() {
        for (String part :
                new String[] {"telling people of an incident", "e-mail to ann@example.org", "SMS to +49151"}) {
            assertThat(Notices.of(new SystemFault.Raised(part, NOW, "why", NOW)))
                    .isEmpty();
            assertThat(Notices.of(new SystemFault.Cleared(part, NOW))).isEmpty();
        }
    }

    @Test
    void shouldEndTheFaultOfAValveOnlyWhenThereWasOne() {
        var inTime = new FloorEvent.ValveConfirmed(FLOOR, ALARM, 2, NOW, ValvePosition.OPEN, NOW, false);
        var late = new FloorEvent.ValveConfirmed(FLOOR, ALARM, 2, NOW, ValvePosition.OPEN, NOW, true);

        assertThat(Notices.faultIn(inTime)).isEmpty();
        assertThat(Notices.faultIn(late)).get().isInstanceOf(SystemFault.Cleared.class);
    }
}
