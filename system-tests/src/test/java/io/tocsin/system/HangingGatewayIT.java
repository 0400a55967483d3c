package io.tocsin.system;

import static io.tocsin.system.NotificationBuilder.aFault;
import static io.tocsin.system.NotificationBuilder.alarmsAndFaults;
import static io.tocsin.system.NotificationBuilder.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that take connections and never answer: nothing stalls, nothing spins, and time-outs hold. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HangingGatewayIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** More than max.poll.interval.ms, which is 10 s. */
    private static final Duration SILENT_FOR = Duration.ofSeconds(25);

    /** A mail may wait 5 s for a connection and then take 5 s; an SMS less. */
    private static final double LONGEST_CALL_SECONDS = 5 + 5 + 1;

    private static final int RECIPIENTS = 10;
    private static final int NOTIFICATIONS = 20;
    private static final int MESSAGES = RECIPIENTS * NOTIFICATIONS;
    private static final int CALLS_IN_FLIGHT = 16;
    private static final double MOST_OF_A_CORE = 0.3;
    private static final Pattern REBALANCE = Pattern.compile("State transition from \\w+ to REBALANCING");

    @RegisterExtension
    static final NotificationSystem SYSTEM = new NotificationSystem()
            .tellingRebalances()
            .with("TOCSIN_NOTIFICATIONS_SENDING_MAX_CALLS_IN_FLIGHT", Integer.toString(CALLS_IN_FLIGHT))
            .with("TOCSIN_NOTIFICATIONS_GROUPING_ESCALATE_AFTER", "1h")
            .with("TOCSIN_NOTIFICATIONS_CIRCUIT_LONGEST_PAUSE", "3s")
            .with("TOCSIN_NOTIFICATIONS_SMPP_LONGEST_PAUSE", "3s");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    private static NotificationClient http() {
        return SYSTEM.service().http();
    }

    @Test
    @Order(1)
    void shouldTakeInAndWaitWhileServersTakeConnectionsAndSayNothing() {
        house().list(NotificationSystem.people(RECIPIENTS));
        Gateways.areAway(house());
        long rebalances = rebalances();
        assertThat(rebalances).as("rebalances can be seen in the log").isPositive();
        int mailPort = house().mailServer().port();
        int smsPort = house().smsCentre().port();
        try (var mute = MuteServer.on(mailPort);
                var muteToo = MuteServer.on(smsPort)) {
            house().tell(alarmsAndFaults(NOTIFICATIONS / 2));
            for (Channel channel : Channel.values()) {
                await().atMost(SOON)
                        .until(() -> http().balance(channel).path("received").asInt() == MESSAGES);
            }
            Duration usedBefore = SYSTEM.service().processorTime();
            long start = System.nanoTime();
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
                assertThat(http().isReady()).as("ready: messages are taken in").isTrue();
                return System.nanoTime() - start >= SILENT_FOR.toNanos();
            });
            double share =
                    (double) SYSTEM.service().processorTime().minus(usedBefore).toNanos() / SILENT_FOR.toNanos();
            System.out.printf(
                    Locale.ROOT,
                    "HangingGatewayIT: %.1f %% of a core, %d connections to the mail server and %d to the SMS centre in"
                            + " %d s%n",
                    100 * share,
                    mute.connections(),
                    muteToo.connections(),
                    SILENT_FOR.toSeconds());
            assertThat(share).as("share of a core").isLessThan(MOST_OF_A_CORE);
            assertThat(mute.connections())
                    .isPositive()
                    .isLessThanOrEqualTo(CALLS_IN_FLIGHT + (int) SILENT_FOR.toSeconds());
            assertThat(muteToo.connections()).isPositive().isLessThanOrEqualTo((int) SILENT_FOR.toSeconds());
            house().tell(List.of(anAlarm("meanwhile").build()));
            for (Channel channel : Channel.values()) {
                await().atMost(SOON)
                        .until(() -> http().balance(channel).path("received").asInt() == MESSAGES + RECIPIENTS);
                assertThat(http().balance(channel).path("circuit").asText()).isNotEqualTo("closed");
                assertThat(http().metric("tocsin_calls_latency_seconds_max", "calls=\"" + engine(channel) + "\""))
                        .as("the longest call by %s, in seconds", channel.inWords())
                        .isLessThan(LONGEST_CALL_SECONDS);
            }
        }
        assertThat(rebalances()).as("rebalances").isEqualTo(rebalances);

        Gateways.areWell(house());
        for (Channel channel : Channel.values()) {
            await().atMost(SOON)
                    .until(() -> http().balance(channel).path("inFlight").asInt() == 0);
            SentMessages messages = SentMessages.of(house(), channel);
            assertThat(messages.repeats())
                    .as("nobody took anything, so nothing is doubtful")
                    .isEmpty();
            assertThat(messages.arrivedByRecipient()).isEqualTo(messages.writtenByRecipient());
            assertThat(Gateways.deadLetters(house(), channel)).isEmpty();
        }
    }

    @Test
    @Order(2)
    void shouldRepeatAlarmsAndGiveUpFaultsWhoseAnswersNeverCome() {
        house().list(NotificationSystem.people(RECIPIENTS));
        Gateways.areWell(house());
        long rebalances = rebalances();
        Gateways.takeAndNeverAnswer(house());
        Notification fault = aFault("lost-1").build();
        Notification alarm = anAlarm("lost-2").build();

        house().tell(List.of(fault));
        for (Channel channel : Channel.values()) {
            await().atMost(SOON).until(() -> receivers(fault, channel, State.UNKNOWN) == RECIPIENTS);
        }
        house().tell(List.of(alarm));
        for (Channel channel : Channel.values()) {
            await().atMost(SOON).until(() -> unanswered(channel) > RECIPIENTS);
        }
        Gateways.areWell(house());

        for (Channel channel : Channel.values()) {
            await().atMost(SOON).until(() -> receivers(alarm, channel, State.ACCEPTED) == RECIPIENTS);
            SentMessages messages = SentMessages.of(house(), channel);
            System.out.printf(
                    "HangingGatewayIT: %d faults by %s were given up as unknown, and %d alarms came twice%n",
                    RECIPIENTS, channel.inWords(), messages.repeats().size());
            assertThat(messages.repeats())
                    .as("came twice")
                    .allMatch(message -> message.envelope().notification().equals(alarm.notificationId()));
            assertThat(Gateways.deadLetters(house(), channel)).hasSize(RECIPIENTS);
        }
        // Of an SMS in several parts only the first one has come, and was not answered.
        assertThat(SentMessages.of(house(), Channel.EMAIL).repeats()).isNotEmpty();
        assertThat(rebalances()).as("rebalances").isEqualTo(rebalances);
    }

    /** How many calls ended without an answer. */
    private static double unanswered(Channel channel) {
        String labels = "calls=\"" + engine(channel) + "\",ended=\"unknown\"";
        return http().metric("tocsin_calls_latency_seconds_count", labels);
    }

    private static long receivers(Notification notification, Channel channel, State state) {
        return house().receipts().stream()
                .filter(receipt -> receipt.notification().equals(notification.notificationId())
                        && receipt.channel() == channel
                        && receipt.state() == state)
                .map(DeliveryReceipt::recipient)
                .distinct()
                .count();
    }

    private static String engine(Channel channel) {
        return channel == Channel.EMAIL ? "mail" : "sms";
    }

    private static long rebalances() {
        return REBALANCE.matcher(SYSTEM.service().log()).results().count();
    }
}
