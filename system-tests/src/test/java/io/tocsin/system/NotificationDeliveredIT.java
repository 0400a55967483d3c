package io.tocsin.system;

import static io.tocsin.system.NotificationBuilder.aFault;
import static io.tocsin.system.NotificationBuilder.anAlarm;
import static io.tocsin.system.NotificationSystem.mailbox;
import static io.tocsin.system.NotificationSystem.person;
import static io.tocsin.system.NotificationSystem.phone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.mail.ReceivedMail;
import io.tocsin.simulator.sms.ReceivedSms;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens reaches people, by mail and by SMS, once each and soon. */
class NotificationDeliveredIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    /** It takes less than a second; other tests may run beside this one. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final int FIRST_LEVEL = 2;
    private static final int SECOND_LEVEL = 3;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Pattern LINK = Pattern.compile("Acknowledge: (\\S+)");

    @RegisterExtension
    static final NotificationSystem SYSTEM = new NotificationSystem()
            .withFireDetection()
            .with("TOCSIN_NOTIFICATIONS_GROUPING_SUMMARY_EVERY", "1s")
            .with("TOCSIN_NOTIFICATIONS_GROUPING_ESCALATE_AFTER", "4s");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    @BeforeAll
    static void peopleAreListed() {
        house().list(List.of(person(1, 1), person(FIRST_LEVEL, 1), person(SECOND_LEVEL, 2)));
        Notification first = anAlarm("before").build();
        house().tell(List.of(first));
        awaitBothHave("FIRE ALARM, floor before");
    }

    @Test
    void shouldReachTheMailboxAndTheTelephoneOfEachPersonOnceWithFloorAndTime() {
        Notification alarm = anAlarm("f1").build();

        Duration took = timed(() -> house().tell(List.of(alarm)), "FIRE ALARM, floor f1");

        System.out.printf("NotificationDeliveredIT: an alarm was in all inboxes after %d ms%n", took.toMillis());
        assertThat(took).isLessThanOrEqualTo(AT_ONCE);
        for (ReceivedMail mail : mails("FIRE ALARM, floor f1")) {
            assertThat(mail.text()).contains("floor f1", SECONDS.format(alarm.since()), SECONDS.format(alarm.at()));
            assertThat(mail.html()).contains("floor f1", SECONDS.format(alarm.since()));
        }
        for (ReceivedSms sms : sms("FIRE ALARM, floor f1")) {
            assertThat(sms.text()).contains("floor f1", SECONDS.format(alarm.since()));
        }
        onlyOnceInEachInboxOfTheFirstLevel("FIRE ALARM, floor f1");
    }

    @Test
    void shouldTellOfAFaultAsSoonAndTellOnceThoughItIsNotifiedTwice() {
        NotificationBuilder incident = aFault("f2");
        Notification fault = incident.build();

        Duration took = timed(() -> house().tell(List.of(fault)), "Fault, floor f2");

        System.out.printf("NotificationDeliveredIT: a fault was in all inboxes after %d ms%n", took.toMillis());
        assertThat(took).isLessThanOrEqualTo(AT_ONCE);
        house().tell(List.of(fault, fault));
        house().tell(List.of(incident.over().build()));
        awaitBothHave("Information, floor f2: 1 more message");
        onlyOnceInEachInboxOfTheFirstLevel("Fault, floor f2");
    }

    @Test
    void shouldTellWhatHasBecomeOfEachMessage() {
        Notification alarm = anAlarm("f3").build();
        house().tell(List.of(alarm));

        await().atMost(SOON)
                .until(() -> receipts(alarm, Channel.SMS, State.DELIVERED).size() == 2);
        List<DeliveryReceipt> accepted = receipts(alarm, Channel.SMS, State.ACCEPTED);
        assertThat(receipts(alarm, Channel.SMS, State.DELIVERED))
                .extracting(DeliveryReceipt::messageId)
                .containsExactlyInAnyOrderElementsOf(
                        accepted.stream().map(DeliveryReceipt::messageId).toList());
        assertThat(accepted)
                .extracting(DeliveryReceipt::recipient)
                .containsExactlyInAnyOrder(phone(1).text(), phone(FIRST_LEVEL).text());
        await().atMost(SOON)
                .until(() -> receipts(alarm, Channel.EMAIL, State.ACCEPTED).size() == 2);
        assertThat(receipts(alarm, Channel.EMAIL, State.ACCEPTED))
                .extracting(DeliveryReceipt::recipient)
                .containsExactlyInAnyOrder(
                        mailbox(1).text(), mailbox(FIRST_LEVEL).text());
    }

    @Test
    void shouldCallTheNextLevelUntilSomebodyAcknowledgesByTheLink() throws IOException {
        NotificationClient http = SYSTEM.service().http();
        NotificationBuilder acknowledged = anAlarm("f4");
        house().tell(List.of(acknowledged.build()));
        awaitBothHave("FIRE ALARM, floor f4");
        URI link = linkIn(mails("FIRE ALARM, floor f4").getFirst());
        assertThat(http.press(link).status()).isEqualTo(200);
        await().atMost(SOON).until(() -> acknowledgements(acknowledged) == 1);

        NotificationBuilder opened = anAlarm("f5");
        house().tell(List.of(opened.build()));
        awaitBothHave("FIRE ALARM, floor f5");
        ServiceClient.Answer page =
                http.open(linkIn(mails("FIRE ALARM, floor f5").getFirst()));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<button");

        await().atMost(SOON).until(() -> countOf("FIRE ALARM, floor f5: nobody has acknowledged", SECOND_LEVEL) == 2);
        assertThat(countOf("FIRE ALARM, floor f4: nobody has acknowledged", SECOND_LEVEL))
                .isZero();
        assertThat(acknowledgements(opened)).as("to open it changes nothing").isZero();
    }

    @Test
    void shouldRefuseALinkThatIsNotOfOurs() throws IOException {
        long before = house().actions().size();
        assertThat(SYSTEM.service()
                        .http()
                        .press(URI.create("/acknowledgements/bm90LW91cnM.bm90LW91cnM"))
                        .status())
                .isEqualTo(404);
        assertThat(house().actions()).hasSize((int) before);
    }

    @Test
    void shouldPutAsideWhatIsNoNotificationAndGoOn() {
        byte[] key = "some incident".getBytes(UTF_8);
        byte[] value = "fire!".getBytes(UTF_8);

        house().write(Topics.NOTIFICATIONS, key, value);

        await().atMost(SOON)
                .until(() -> !house().records(Topics.NOTIFICATIONS_DEAD_LETTER).isEmpty());
        assertThat(house().records(Topics.NOTIFICATIONS_DEAD_LETTER)).hasSize(1);
        ConsumerRecord<byte[], byte[]> dead =
                house().records(Topics.NOTIFICATIONS_DEAD_LETTER).getFirst();
        assertThat(dead.key()).isEqualTo(key);
        assertThat(dead.value()).isEqualTo(value);
        assertThat(dead.headers().lastHeader("__streams.errors.message")).isNotNull();
        house().tell(List.of(anAlarm("f6").build()));
        awaitBothHave("FIRE ALARM, floor f6");
    }

    @Test
    void shouldTellOfADetectorThatSaysFireAndOfOneThatFallsSilent() {
        FireHouse fire = SYSTEM.fire();
        fire.registerEachOnItsFloor(21, 24, 1);

        Duration took = timed(() -> fire.signal(21, "1"), "FIRE ALARM, floor f21");
        System.out.printf(
                "NotificationDeliveredIT: a detector's fire signal was in all inboxes after %d ms%n", took.toMillis());
        assertThat(took).isLessThanOrEqualTo(AT_ONCE);
        assertThat(mails("FIRE ALARM, floor f21").getFirst().text()).contains("detector 21 signals fire");

        fire.signal(22, "0");
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
            List.of(21, 23, 24).forEach(detector -> fire.signal(detector, "0"));
            return isComplete("Fault, detector 22 on floor f22");
        });
        assertThat(mails("Fault, detector 22 on floor f22").getFirst().text()).contains("The detector is silent");
    }

    private static Duration timed(Runnable event, String headline) {
        long start = System.nanoTime();
        event.run();
        awaitBothHave(headline);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Until the two of the first level have it, by mail and by SMS. */
    private static void awaitBothHave(String headline) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> isComplete(headline));
    }

    private static boolean isComplete(String headline) {
        return mails(headline).size() >= FIRST_LEVEL && sms(headline).size() >= FIRST_LEVEL;
    }

    private static void onlyOnceInEachInboxOfTheFirstLevel(String headline) {
        for (int person = 1; person <= FIRST_LEVEL; person++) {
            assertThat(countOf(headline, person))
                    .as("mails and SMS of person %d", person)
                    .isEqualTo(2);
        }
        assertThat(countOf(headline, SECOND_LEVEL)).isZero();
    }

    /** How many mails and SMS a person has under it. */
    private static long countOf(String headline, int person) {
        return mails(headline).stream()
                        .filter(mail -> mail.to().equals(mailbox(person).text()))
                        .count()
                + sms(headline).stream()
                        .filter(sms -> phone(person).text().endsWith(sms.to().replace("+", "")))
                        .count();
    }

    private static List<ReceivedMail> mails(String headline) {
        return house().mails().stream()
                .filter(mail -> headline.equals(mail.subject()))
                .toList();
    }

    private static List<ReceivedSms> sms(String headline) {
        return house().sms().stream()
                .filter(sms -> sms.complete() && sms.text().startsWith(headline + "."))
                .toList();
    }

    private static List<DeliveryReceipt> receipts(Notification notification, Channel channel, State state) {
        return house().receipts().stream()
                .filter(receipt -> receipt.notification().equals(notification.notificationId())
                        && receipt.channel() == channel
                        && receipt.state() == state)
                .sorted(Comparator.comparing(DeliveryReceipt::recipient))
                .toList();
    }

    private static URI linkIn(ReceivedMail mail) {
        return LINK.matcher(String.valueOf(mail.text()))
                .results()
                .map(MatchResult::group)
                .map(line -> URI.create(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link in " + mail.text()));
    }

    private static long acknowledgements(NotificationBuilder of) {
        return house().actions().stream()
                .filter(action -> action.command() instanceof OperatorCommand.AcknowledgeIncident it
                        && it.incident().equals(of.incident()))
                .count();
    }
}
