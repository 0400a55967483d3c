package io.tocsin.system;

import static io.tocsin.system.NotificationBuilder.alarmsAndFaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Two instances share the messages; one is killed, and the other sends what it had begun. */
@Isolated("asserts how long the second one takes to go on")
class TwoNotificationInstancesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** DESIGN 8: going on after kill -9, a second instance running. */
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(15);

    private static final int RECIPIENTS = 20;
    private static final int NOTIFICATIONS = 20;
    private static final int MESSAGES = 2 * RECIPIENTS * NOTIFICATIONS;

    @RegisterExtension
    static final NotificationSystem SYSTEM = new NotificationSystem()
            .instances(2)
            .with("TOCSIN_NOTIFICATIONS_SENDING_MAX_CALLS_IN_FLIGHT", "16")
            .with("TOCSIN_NOTIFICATIONS_GROUPING_ESCALATE_AFTER", "1h");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldGoOnWithTheMessagesOfAnInstanceThatIsKilled() {
        house().list(NotificationSystem.people(RECIPIENTS));
        int before = bothHaveAPart();
        Gateways.areSlow(house());
        house().tell(alarmsAndFaults(NOTIFICATIONS / 2));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> house().mails().size() > before / 2 + MESSAGES / 8);

        long killed = System.nanoTime();
        SYSTEM.service(1).kill();
        await().atMost(SOON).until(() -> outcomes() == before + MESSAGES);
        Duration took = Duration.ofNanos(System.nanoTime() - killed);

        System.out.printf(
                "TwoNotificationInstancesIT: everything had its outcome %d ms after kill -9%n", took.toMillis());
        assertThat(took).isLessThanOrEqualTo(TAKEOVER_LIMIT);
        for (Channel channel : Channel.values()) {
            SentMessages messages = SentMessages.of(house(), channel);
            assertThat(messages.repeats())
                    .as("came twice")
                    .allMatch(message -> message.envelope().severity() == Severity.ALARM);
            var deadLetters = Gateways.deadLetters(house(), channel);
            var arrived = messages.arrived();
            assertThat(messages.written())
                    .as("came, or given up")
                    .allMatch(message -> arrived.contains(message) || deadLetters.contains(message.id()));
        }
    }

    /** Readiness comes before the rebalance that gives each its part. Returns how many messages there were. */
    private static int bothHaveAPart() {
        int messages = 0;
        while (!hasAPart(1) || !hasAPart(2)) {
            assertThat(messages).as("both have a part of the work").isLessThan(10 * MESSAGES);
            house().tell(alarmsAndFaults(1));
            messages += 2 * 2 * RECIPIENTS;
            int expected = messages;
            await().atMost(SOON).until(() -> outcomes() == expected);
        }
        return messages;
    }

    private static boolean hasAPart(int instance) {
        NotificationClient http = SYSTEM.service(instance).http();
        return http.balance(Channel.EMAIL).path("received").asInt() > 0
                && http.balance(Channel.SMS).path("received").asInt() > 0;
    }

    private static int outcomes() {
        return (int) house().receipts().stream()
                .filter(receipt -> receipt.state() == State.ACCEPTED || receipt.state() == State.UNKNOWN)
                .map(DeliveryReceipt::messageId)
                .distinct()
                .count();
    }
}
