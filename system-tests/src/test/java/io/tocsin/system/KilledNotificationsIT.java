package io.tocsin.system;

import static io.tocsin.system.NotificationBuilder.alarmsAndFaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.notification.MessageId;
import io.tocsin.system.SentMessages.Message;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed while messages are sent, again and again: an alarm may come twice, a fault may be unknown, nothing is lost. */
class KilledNotificationsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RECIPIENTS = 20;
    private static final int NOTIFICATIONS = 20;
    private static final int MESSAGES = RECIPIENTS * NOTIFICATIONS;
    private static final int KILLS = 3;
    private static final int CALLS_IN_FLIGHT = 16;

    @RegisterExtension
    static final NotificationSystem SYSTEM = new NotificationSystem()
            .soonMissed()
            .with("TOCSIN_NOTIFICATIONS_SENDING_MAX_CALLS_IN_FLIGHT", Integer.toString(CALLS_IN_FLIGHT))
            .with("TOCSIN_NOTIFICATIONS_GROUPING_ESCALATE_AFTER", "1h");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldLoseNothingAndRepeatOnlyAlarmsWhenItIsKilledWhileItSends() {
        house().list(NotificationSystem.people(RECIPIENTS));
        Gateways.areSlow(house());
        house().tell(alarmsAndFaults(NOTIFICATIONS / 2));

        for (int kill = 1; kill <= KILLS; kill++) {
            long enough = (long) kill * MESSAGES / (KILLS + 1);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(SOON)
                    .until(() -> house().mailServer().inbox().totals().received() > enough);
            SYSTEM.service().kill();
            assertThat(house().mails()).as("killed in the middle").hasSizeLessThan(MESSAGES);
            SYSTEM.service().restart();
        }
        SYSTEM.service().awaitReady();

        for (Channel channel : Channel.values()) {
            await().atMost(SOON).untilAsserted(() -> allHaveAnOutcome(channel));
            everyMessageIsAccountedFor(channel);
        }
    }

    private static void allHaveAnOutcome(Channel channel) {
        JsonNode balance = SYSTEM.service().http().balance(channel);
        assertThat(balance.path("received").asInt()).as(balance.toString()).isEqualTo(MESSAGES);
        assertThat(balance.path("accepted").asInt() + balance.path("failed").asInt())
                .as(balance.toString())
                .isEqualTo(MESSAGES);
        assertThat(balance.path("even").asBoolean()).as(balance.toString()).isTrue();
    }

    private static void everyMessageIsAccountedFor(Channel channel) {
        SentMessages messages = SentMessages.of(house(), channel);
        assertThat(messages.written()).hasSize(MESSAGES);
        List<DeliveryReceipt> unknown = house().receipts().stream()
                .filter(receipt -> receipt.channel() == channel && receipt.state() == State.UNKNOWN)
                .toList();
        Set<MessageId> accounted = new HashSet<>();
        messages.arrived().forEach(message -> accounted.add(message.id()));
        unknown.forEach(receipt -> accounted.add(receipt.messageId()));
        List<Message> repeats = messages.repeats();
        System.out.printf(
                "KilledNotificationsIT: killed %d times with at most %d in flight: %d of %d messages by %s came twice,"
                        + " %d were given up as unknown, %d pieces of SMS were left%n",
                KILLS,
                CALLS_IN_FLIGHT,
                repeats.size(),
                MESSAGES,
                channel.inWords(),
                unknown.size(),
                house().sms().stream().filter(sms -> !sms.complete()).count());

        assertThat(messages.written()).as("came, or given up").allMatch(message -> accounted.contains(message.id()));
        assertThat(repeats)
                .as("came twice")
                .allMatch(message -> message.envelope().severity() == Severity.ALARM);
        assertThat(repeats).hasSizeLessThanOrEqualTo(KILLS * CALLS_IN_FLIGHT);
        Set<MessageId> alarms = new HashSet<>();
        messages.written().stream()
                .filter(message -> message.envelope().severity() == Severity.ALARM)
                .forEach(message -> alarms.add(message.id()));
        assertThat(unknown).as("given up").noneMatch(receipt -> alarms.contains(receipt.messageId()));
        assertThat(unknown).hasSizeLessThanOrEqualTo(KILLS * CALLS_IN_FLIGHT);
        assertThat(Gateways.deadLetters(house(), channel))
                .extracting(MessageId::text)
                .containsExactlyInAnyOrderElementsOf(unknown.stream()
                        .map(receipt -> receipt.messageId().text())
                        .toList());
    }
}
