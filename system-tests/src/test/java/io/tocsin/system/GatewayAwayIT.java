package io.tocsin.system;

import static io.tocsin.system.NotificationBuilder.alarmsAndFaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mail server and SMS centre are away for five minutes while two thousand messages come in. */
@Order(1)
class GatewayAwayIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration AWAY_FOR = Duration.ofMinutes(5);
    private static final Duration MEASURED_FOR = Duration.ofMinutes(2);

    private static final int RECIPIENTS = 50;
    private static final int NOTIFICATIONS = 20;
    private static final int MESSAGES = RECIPIENTS * NOTIFICATIONS;

    private static final int CALLS_IN_FLIGHT = 64;

    /** Pauses double from 1 s to 15 s, and each may be shorter by a fifth: five until 12 s, and then one every 12 s. */
    private static final int MOST_STEPS = 5 + (int) AWAY_FOR.dividedBy(Duration.ofSeconds(12));

    /** EN 54-21, 5.3. */
    private static final Duration A_FAULT_AFTER = Duration.ofSeconds(100);

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);
    private static final double MOST_OF_A_CORE = 0.10;
    private static final Pattern REBALANCE = Pattern.compile("State transition from \\w+ to REBALANCING");

    @RegisterExtension
    static final NotificationSystem SYSTEM = new NotificationSystem()
            .tellingRebalances()
            .with("TOCSIN_NOTIFICATIONS_SENDING_MAX_CALLS_IN_FLIGHT", Integer.toString(CALLS_IN_FLIGHT))
            // Nothing but the messages themselves.
            .with("TOCSIN_NOTIFICATIONS_GROUPING_ESCALATE_AFTER", "1h");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    private static NotificationClient http() {
        return SYSTEM.service().http();
    }

    @Test
    void shouldDrainAllInOrderAndDoubleNothingWhenTheGatewaysAreBackAfterFiveMinutes() {
        house().list(NotificationSystem.people(RECIPIENTS));
        Gateways.areAway(house());
        long gone = System.nanoTime();
        house().tell(alarmsAndFaults(NOTIFICATIONS / 2));
        for (Channel channel : Channel.values()) {
            await().atMost(SOON)
                    .until(() -> http().balance(channel).path("received").asInt() == MESSAGES);
        }
        long rebalances = rebalances();
        assertThat(rebalances).as("rebalances can be seen in the log").isPositive();

        awaitPassed(AWAY_FOR.minus(MEASURED_FOR), gone);
        Duration usedBefore = SYSTEM.service().processorTime();
        awaitPassed(AWAY_FOR, gone);
        Duration used = SYSTEM.service().processorTime().minus(usedBefore);

        assertThat(SYSTEM.service().isAlive()).isTrue();
        assertThat(rebalances()).as("rebalances").isEqualTo(rebalances);
        nothingLiesInItsTopicUnread();
        for (Channel channel : Channel.values()) {
            allWait(channel);
            triedOnceAStep(channel);
        }
        double share = (double) used.toNanos() / MEASURED_FOR.toNanos();
        System.out.printf(Locale.ROOT, "GatewayAwayIT: %.1f %% of a core while both are away%n", 100 * share);
        assertThat(share).as("share of a core").isLessThanOrEqualTo(MOST_OF_A_CORE);
        eachRecipientIsAFault();

        Gateways.areWell(house());
        long back = System.nanoTime();
        for (Channel channel : Channel.values()) {
            await().atMost(DRAINED_WITHIN)
                    .until(() -> http().balance(channel).path("accepted").asInt() == MESSAGES);
            System.out.printf(
                    "GatewayAwayIT: %d messages by %s were accepted %d ms after the return%n",
                    MESSAGES,
                    channel.inWords(),
                    Duration.ofNanos(System.nanoTime() - back).toMillis());
        }
        for (Channel channel : Channel.values()) {
            assertThat(http().balance(channel).path("even").asBoolean()).isTrue();
            SentMessages messages = SentMessages.of(house(), channel);
            assertThat(messages.written()).hasSize(MESSAGES);
            assertThat(messages.arrivedByRecipient())
                    .as("what came to each recipient, in its order")
                    .isEqualTo(messages.writtenByRecipient());
            await().atMost(SOON).until(() -> accepted(channel).size() == MESSAGES);
            assertThat(accepted(channel)).allMatch(receipt -> receipt.attempts() == 1);
        }
        assertThat(house().records(Topics.EMAILS_DEAD_LETTER)).isEmpty();
        assertThat(house().records(Topics.SMS_MESSAGES_DEAD_LETTER)).isEmpty();
        await().atMost(SOON).until(() -> clearedFaults() == 2 * RECIPIENTS);
        assertThat(rebalances()).as("rebalances").isEqualTo(rebalances);
    }

    private static void awaitPassed(Duration time, long since) {
        await().atMost(AWAY_FOR.plus(AWAY_FOR))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> {
                    assertThat(http().isReady())
                            .as("ready: messages are taken in")
                            .isTrue();
                    return System.nanoTime() - since >= time.toNanos();
                });
    }

    private static void allWait(Channel channel) {
        JsonNode balance = http().balance(channel);
        assertThat(balance.path("received").asInt()).as(balance.toString()).isEqualTo(MESSAGES);
        assertThat(balance.path("inFlight").asInt()).as(balance.toString()).isEqualTo(MESSAGES);
        assertThat(balance.path("duplicates").asInt()).as(balance.toString()).isZero();
        assertThat(balance.path("even").asBoolean()).as(balance.toString()).isTrue();
        assertThat(balance.path("circuit").asText()).as(balance.toString()).isNotEqualTo("closed");
    }

    /** Those that were under way when it went away, and then one probe at a time. */
    private static void triedOnceAStep(Channel channel) {
        String engine = "calls=\"" + (channel == Channel.EMAIL ? "mail" : "sms") + "\"";
        double tried = http().metric("tocsin_calls_latency_seconds_count", engine);
        System.out.printf(
                Locale.ROOT,
                "GatewayAwayIT: the gateway of %s was tried %.0f times in %d s for %d messages%n",
                channel.inWords(),
                tried,
                AWAY_FOR.toSeconds(),
                MESSAGES);
        assertThat(tried).isPositive().isLessThanOrEqualTo(CALLS_IN_FLIGHT + MOST_STEPS);
        assertThat(http().metric("tocsin_calls_republished_total", engine))
                .as("sent round through the topic")
                .isZero();
    }

    private static void nothingLiesInItsTopicUnread() {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, house().broker().bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets("notifications")
                    .partitionsToOffsetAndMetadata()
                    .get();
            var records = Stream.of(Topics.NOTIFICATIONS, Topics.EMAILS, Topics.SMS_MESSAGES)
                    .flatMap(topic -> house().records(topic).stream())
                    .toList();
            assertThat(records).hasSize(NOTIFICATIONS + 2 * MESSAGES).allSatisfy(record -> {
                OffsetAndMetadata next = read.get(new TopicPartition(record.topic(), record.partition()));
                assertThat(next).isNotNull();
                assertThat(record.offset()).isLessThan(next.offset());
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking what was read", e);
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka does not tell what was read", e);
        }
    }

    private static void eachRecipientIsAFault() {
        List<SystemFault.Raised> faults = house().systemFaults().stream()
                .filter(SystemFault.Raised.class::isInstance)
                .map(SystemFault.Raised.class::cast)
                .toList();
        assertThat(faults)
                .extracting(SystemFault.Raised::part)
                .doesNotHaveDuplicates()
                .hasSize(2 * RECIPIENTS);
        assertThat(faults).allSatisfy(fault -> assertThat(Duration.between(fault.since(), fault.at()))
                .isBetween(A_FAULT_AFTER, A_FAULT_AFTER.plus(TOLD_WITHIN)));
    }

    private static long clearedFaults() {
        return house().systemFaults().stream()
                .filter(SystemFault.Cleared.class::isInstance)
                .map(SystemFault::part)
                .distinct()
                .count();
    }

    private static List<DeliveryReceipt> accepted(Channel channel) {
        return house().receipts().stream()
                .filter(receipt -> receipt.channel() == channel && receipt.state() == State.ACCEPTED)
                .toList();
    }

    private static long rebalances() {
        return REBALANCE.matcher(SYSTEM.service().log()).results().count();
    }
}
