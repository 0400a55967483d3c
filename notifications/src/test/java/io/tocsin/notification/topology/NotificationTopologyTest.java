package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.DeadLetterHeaders;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.SmsReport;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.routing.AckTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationTopologyTest {
    private static final String INCIDENT = "0194385f-7c00-7a11-9f3d-0b6c5e4d3a21";

    private ServiceOnTestDriver service;

    @BeforeEach
    void start(@TempDir Path directory) {
        service = new ServiceOnTestDriver(directory);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void shouldTellAPersonOnceByMailAndOnceBySms() {
        service.list(ServiceOnTestDriver.ann());
        service.notify(service.alarm(INCIDENT, 17));

        assertThat(service.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to().text()).isEqualTo(ServiceOnTestDriver.ANN);
            assertThat(mail.subject()).isEqualTo("FIRE ALARM, floor north-3");
            assertThat(mail.text())
                    .contains("detector 17 signals fire", "floor north-3", "https://tocsin.example/acknowledgements/");
        });
        assertThat(service.sms).singleElement().satisfies(sms -> assertThat(sms.text())
                .contains("FIRE ALARM, floor north-3", "https://tocsin.example/acknowledgements/"));
        assertThat(service.receipts())
                .extracting(DeliveryReceipt::state)
                .containsExactly(DeliveryReceipt.State.ACCEPTED, DeliveryReceipt.State.ACCEPTED);
    }

    @Test
    void shouldTellNothingTwiceOfANotificationThatStandsThereTwice() {
        service.list(ServiceOnTestDriver.ann());
        Notification alarm = service.alarm(INCIDENT, 17);
        service.notify(alarm);
        service.notify(alarm);
        service.pass(Duration.ofMinutes(3));

        assertThat(service.mails).hasSize(1);
    }

    @Test
    void shouldTellTheFloodBehindTheFirstTogether() {
        service.list(ServiceOnTestDriver.ann());
        for (int detector = 1; detector <= 50; detector++) {
            service.notify(service.alarm(INCIDENT, detector));
        }
        service.pass(Duration.ofSeconds(70));

        assertThat(service.mails.getFirst().subject()).isEqualTo("FIRE ALARM, floor north-3");
        int summarised = service.mails.stream()
                .skip(1)
                .mapToInt(mail -> Integer.parseInt(mail.subject().replaceFirst(".*: (\\d+) more messages?$", "$1")))
                .sum();
        assertThat(summarised).isEqualTo(49);
        assertThat(service.mails).hasSizeLessThan(5);
    }

    /** Both belong to one incident, and somebody has seen the first: the second is news all the same. */
    @Test
    void shouldTellAnAlarmAtOnceThoughItsPreAlarmWasTold() {
        service.list(ServiceOnTestDriver.ann());
        Notification alarm = service.alarm(INCIDENT, 17);
        service.notify(new Notification(
                Notification.Id.of("a1d36a1e-5b1b-3f0e-8e43-2a44c1f5b9d0"),
                INCIDENT,
                Notification.Severity.PRE_ALARM,
                "Pre-alarm: detector 17 signals fire",
                alarm.where(),
                alarm.since(),
                alarm.at(),
                "Look.",
                alarm.floor()));
        service.notify(alarm);

        assertThat(service.mails)
                .extracting(EmailMessage::subject)
                .containsExactly("PRE-ALARM, floor north-3", "FIRE ALARM, floor north-3");
    }

    @Test
    void shouldCallTheNextLevelWhenNobodyAcknowledges() {
        service.list(ServiceOnTestDriver.ann());
        service.list(ServiceOnTestDriver.contact("Bob", "bob@example.org", "+447400123456", 2));
        service.notify(service.alarm(INCIDENT, 17));
        assertThat(recipients()).containsExactly(ServiceOnTestDriver.ANN);

        service.pass(Duration.ofMinutes(5));
        service.settle();

        assertThat(recipients()).containsExactly(ServiceOnTestDriver.ANN, "bob@example.org");
    }

    @Test
    void shouldCallNobodyElseWhenTheLinkInTheMailWasFollowed() {
        service.list(ServiceOnTestDriver.ann());
        service.list(ServiceOnTestDriver.contact("Bob", "bob@example.org", "+447400123456", 2));
        service.notify(service.alarm(INCIDENT, 17));
        String text = service.mails.getFirst().text();
        String token = text.replaceAll("(?s).*/acknowledgements/(\\S+).*", "$1");
        assertThat(service.links.read(token, service.clock.instant()))
                .isEqualTo(new AckTokens.Reading.Good(INCIDENT, "Ann Miller"));
        var action = new OperatorAction(
                ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"),
                OperatorId.of("Ann_Miller"),
                null,
                new OperatorCommand.AcknowledgeIncident(INCIDENT),
                "by the link in a message",
                service.clock.instant(),
                null);
        service.send(Topics.OPERATOR_ACTIONS, "Ann_Miller".getBytes(UTF_8), Json.write(action));

        service.pass(Duration.ofHours(1));

        assertThat(recipients()).containsExactly(ServiceOnTestDriver.ANN);
    }

    @Test
    void shouldCallNobodyElseWhenTheAlarmWasAcknowledgedOnThePanel() {
        service.list(ServiceOnTestDriver.ann());
        service.list(ServiceOnTestDriver.contact("Bob", "bob@example.org", "+447400123456", 2));
        service.notify(service.alarm(INCIDENT, 17));
        service.send(
                Topics.FLOOR_ALARMS,
                "north-3".getBytes(UTF_8),
                Json.write(new FloorEvent.AlarmAcknowledged(
                        FloorId.of("north-3"),
                        AlarmId.of(INCIDENT),
                        43,
                        service.clock.instant(),
                        OperatorId.of("m.curie"),
                        ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"))));

        service.pass(Duration.ofHours(1));

        assertThat(recipients()).containsExactly(ServiceOnTestDriver.ANN);
    }

    private List<String> recipients() {
        return service.mails.stream().map(mail -> mail.to().text()).distinct().toList();
    }

    @Test
    void shouldPutAsideWholeWhatTheMailServerRefusesForGoodAndSayWhoIsNotReached() {
        service.list(ServiceOnTestDriver.ann());
        service.mailServer = mail -> new DeliveryAnswer.RefusedForGood("smtp-550", "550 no such user");
        service.notify(service.fault("detector 17", 1));

        assertThat(service.records(Topics.EMAILS_DEAD_LETTER)).singleElement().satisfies(dead -> {
            EmailMessage message = Json.read(dead.value(), EmailMessage.class);
            assertThat(message.to().text()).isEqualTo(ServiceOnTestDriver.ANN);
            assertThat(message.text()).contains("The detector is silent");
            assertThat(header(dead.headers(), DeadLetterHeaders.MESSAGE)).contains("refused for good", "550");
            assertThat(header(dead.headers(), DeadLetterHeaders.ATTEMPTS)).isEqualTo("1");
            assertThat(header(dead.headers(), DeadLetterHeaders.TOPIC)).isEqualTo("emails");
        });
        assertThat(service.receipts())
                .extracting(DeliveryReceipt::state)
                .containsExactlyInAnyOrder(DeliveryReceipt.State.FAILED, DeliveryReceipt.State.ACCEPTED);
        assertThat(service.faults()).singleElement().isInstanceOfSatisfying(SystemFault.Raised.class, raised -> {
            assertThat(raised.part()).isEqualTo("e-mail to ann@example.org");
            assertThat(raised.detail()).contains("550 no such user");
        });
    }

    @Test
    void shouldSayWhoIsNotReachedWithin100SecondsAndWhenThatIsOver() {
        service.list(ServiceOnTestDriver.ann());
        service.mailServer = mail -> new DeliveryAnswer.NotReached("connection refused");
        service.notify(service.fault("detector 17", 1));
        service.pass(Duration.ofSeconds(95));
        assertThat(service.faults()).isEmpty();

        service.pass(Duration.ofSeconds(10));
        assertThat(service.faults())
                .singleElement()
                .isInstanceOfSatisfying(SystemFault.Raised.class, raised -> assertThat(raised.part())
                        .isEqualTo("e-mail to ann@example.org"));
        service.mailServer = mail -> new DeliveryAnswer.Accepted(List.of());
        service.pass(Duration.ofMinutes(2));

        assertThat(service.faults()).hasSize(2).last().isInstanceOf(SystemFault.Cleared.class);
        assertThat(service.records(Topics.EMAILS_DEAD_LETTER)).isEmpty();
    }

    @Test
    void shouldSayThatAnAlarmCouldBeToldNobodyAndWhenSomebodyIsThere() {
        service.notify(service.alarm(INCIDENT, 17));
        assertThat(service.faults())
                .singleElement()
                .isInstanceOfSatisfying(SystemFault.Raised.class, raised -> assertThat(raised.part())
                        .isEqualTo("telling people of " + INCIDENT));
        service.list(ServiceOnTestDriver.ann());

        service.pass(Duration.ofMinutes(20));

        assertThat(service.mails).isNotEmpty();
        assertThat(service.faults()).hasSize(2).last().isInstanceOf(SystemFault.Cleared.class);
    }

    @Test
    void shouldRefuseWhatIsNoNotificationAndGoOn() {
        service.list(ServiceOnTestDriver.ann());
        service.send(Topics.NOTIFICATIONS, INCIDENT.getBytes(UTF_8), "{\"what\":\"?\"}".getBytes(UTF_8));
        service.send(Topics.NOTIFICATIONS, "another key".getBytes(UTF_8), Json.write(service.alarm(INCIDENT, 1)));
        String tooLong = new String(Json.write(service.alarm(INCIDENT, 3)), UTF_8).replace(INCIDENT, "i".repeat(201));
        service.send(Topics.NOTIFICATIONS, "i".repeat(201).getBytes(UTF_8), tooLong.getBytes(UTF_8));
        service.notify(service.alarm(INCIDENT, 2));

        assertThat(service.records(Topics.NOTIFICATIONS_DEAD_LETTER))
                .extracting(dead -> header(dead.headers(), DeadLetterHeaders.MESSAGE))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("1 to 200 characters"),
                        reason -> assertThat(reason).contains("is missing"),
                        reason -> assertThat(reason).contains("key is not its incident"));
        assertThat(service.mails).hasSize(1);
    }

    @Test
    void shouldTellWhenTheTelephoneHasTheSmsHoweverTheCentreWritesItsId() {
        service.list(ServiceOnTestDriver.ann());
        service.notify(service.alarm(INCIDENT, 17));
        service.send(
                Topics.SMS_REPORTS,
                "2587".getBytes(UTF_8),
                Json.write(new SmsReport.Received(
                        "2587", "4915123456789", DeliveryReceipt.State.DELIVERED, service.clock.instant())));

        assertThat(service.receipts())
                .filteredOn(receipt -> receipt.state() == DeliveryReceipt.State.DELIVERED)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.recipient()).isEqualTo(ServiceOnTestDriver.ANNS_PHONE));
    }

    @Test
    void shouldGatherFailedPaymentsIntoOneMailAndNotOneEach() {
        service.list(ServiceOnTestDriver.ann());
        for (int i = 0; i < 40; i++) {
            fail(i, i % 2 == 0 ? FailureReason.DECLINED : FailureReason.OUTCOME_UNKNOWN);
        }
        assertThat(service.mails).isEmpty();

        service.pass(Duration.ofHours(1));
        service.settle();

        assertThat(service.mails).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("40 payments have failed");
            assertThat(mail.text()).contains("20 declined", "20 outcome unknown", "In all 510.00 EUR", "... and more.");
            assertThat(mail.html()).contains("40 payments have failed");
        });
        assertThat(service.sms).isEmpty();
    }

    private void fail(int number, FailureReason reason) {
        var failed = new FailedPayment(
                PaymentId.of(UUID.nameUUIDFromBytes(("p" + number).getBytes(UTF_8))
                        .toString()
                        .replaceFirst("-3", "-7")),
                VehicleId.of("NY-" + number),
                Money.of(1275, "EUR"),
                new Card("tok_8f3a9c1e", "visa", "4242"),
                Instant.parse("2025-01-06T08:30:00Z"),
                reason,
                "why",
                service.clock.instant(),
                1);
        service.send(Topics.FAILED_PAYMENTS, ("NY-" + number).getBytes(UTF_8), Json.write(failed));
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
