package io.tocsin.system;

import static io.tocsin.system.NotificationBuilder.anAlarm;
import static io.tocsin.system.NotificationSystem.mailbox;
import static io.tocsin.system.NotificationSystem.phone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.mail.RecipientRule;
import io.tocsin.simulator.sms.NumberRule;
import io.tocsin.simulator.sms.SmppError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Among a thousand recipients one is refused for good, one at first, and one again and again: the others do not notice. */
@Isolated("compares how long things take")
class PoisonRecipientIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RECIPIENTS = 1_000;

    private static final int REFUSED = 500;
    private static final int GREYLISTED = 600;
    private static final int NEVER_NOW = 700;

    /** Two runs of the same on a machine that does other things too. */
    private static final double AS_LONG_AS_WITHOUT = 2;

    private static final Duration A_FAULT_AFTER = Duration.ofSeconds(3);

    @RegisterExtension
    static final NotificationSystem SYSTEM = new NotificationSystem()
            .with("TOCSIN_NOTIFICATIONS_GROUPING_ESCALATE_AFTER", "1h")
            .with("TOCSIN_NOTIFICATIONS_SENDING_ACCEPTED_WITHIN", A_FAULT_AFTER.toSeconds() + "s")
            .with("TOCSIN_NOTIFICATIONS_SENDING_LONGEST_DELAY", "2s");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldSendToAllOthersAsFastAsEverWhenOneIsRefused() {
        house().list(NotificationSystem.people(RECIPIENTS));
        // The first time is that of a program which has just started.
        timeUntilAccepted(anAlarm("warm").build(), RECIPIENTS, RECIPIENTS);
        Duration without = timeUntilAccepted(anAlarm("without").build(), RECIPIENTS, RECIPIENTS);

        var refusedMailbox = new RecipientRule(mailbox(REFUSED).text(), 550);
        var refusedNumber = new NumberRule(phone(REFUSED).text(), SmppError.ESME_RINVDSTADR);
        var neverNowMailbox = new RecipientRule(mailbox(NEVER_NOW).text(), 450);
        var neverNowNumber = new NumberRule(phone(NEVER_NOW).text(), SmppError.ESME_RX_T_APPN);
        Gateways.refuse(
                house(),
                List.of(
                        refusedMailbox,
                        neverNowMailbox,
                        new RecipientRule(mailbox(GREYLISTED).text(), 451)),
                List.of(refusedNumber, neverNowNumber));
        Notification alarm = anAlarm("with").build();
        Duration with = timeUntilAccepted(alarm, RECIPIENTS - 3, RECIPIENTS - 2);

        System.out.printf(
                "PoisonRecipientIT: %d mails and %d SMS were accepted after %d ms, and after %d ms without those that are"
                        + " refused%n",
                RECIPIENTS - 3, RECIPIENTS - 2, with.toMillis(), without.toMillis());
        assertThat(with).isLessThan(Duration.ofMillis((long) (AS_LONG_AS_WITHOUT * without.toMillis())));

        Gateways.refuse(house(), List.of(refusedMailbox, neverNowMailbox), List.of(refusedNumber, neverNowNumber));
        await().atMost(SOON).until(() -> accepted(alarm, Channel.EMAIL)
                .contains(mailbox(GREYLISTED).text()));
        assertThat(accepted(alarm, Channel.EMAIL))
                .doesNotContain(mailbox(REFUSED).text(), mailbox(NEVER_NOW).text());
        assertThat(accepted(alarm, Channel.SMS))
                .doesNotContain(phone(REFUSED).text(), phone(NEVER_NOW).text());

        ConsumerRecord<byte[], byte[]> deadMail = onlyDeadLetter(Topics.EMAILS_DEAD_LETTER);
        EmailMessage mail = Json.read(deadMail.value(), EmailMessage.class);
        assertThat(mail.to()).isEqualTo(mailbox(REFUSED));
        assertThat(mail.text()).contains("floor with");
        assertThat(header(deadMail, "__streams.errors.message")).contains("refused for good", "550");
        assertThat(header(deadMail, "__streams.errors.topic")).isEqualTo(Topics.EMAILS.name());
        assertThat(header(deadMail, "attempts")).isEqualTo("1");
        assertThat(header(deadMail, "first-seen")).isEqualTo(alarm.at().toString());
        ConsumerRecord<byte[], byte[]> deadSms = onlyDeadLetter(Topics.SMS_MESSAGES_DEAD_LETTER);
        SmsMessage sms = Json.read(deadSms.value(), SmsMessage.class);
        assertThat(sms.to()).isEqualTo(phone(REFUSED));
        assertThat(sms.text()).contains("floor with");
        assertThat(header(deadSms, "__streams.errors.message")).contains("refused for good", "0x0b");
        assertThat(header(deadSms, "__streams.errors.topic")).isEqualTo(Topics.SMS_MESSAGES.name());

        Set<String> faults = Set.of(
                "e-mail to " + mailbox(REFUSED).text(),
                "e-mail to " + mailbox(NEVER_NOW).text(),
                "SMS to " + phone(REFUSED).text(),
                "SMS to " + phone(NEVER_NOW).text());
        await().atMost(SOON).until(() -> notReached().containsAll(faults));
    }

    private static Duration timeUntilAccepted(Notification notification, int mails, int sms) {
        long start = System.nanoTime();
        house().tell(List.of(notification));
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            for (Channel channel : Channel.values()) {
                assertThat(SYSTEM.service()
                                .http()
                                .balance(channel)
                                .path("circuit")
                                .asText())
                        .as("circuit of %s", channel.inWords())
                        .isEqualTo("closed");
            }
            return accepted(notification, Channel.EMAIL).size() >= mails
                    && accepted(notification, Channel.SMS).size() >= sms;
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Set<String> accepted(Notification notification, Channel channel) {
        return house().receipts().stream()
                .filter(receipt -> receipt.state() == State.ACCEPTED
                        && receipt.channel() == channel
                        && receipt.notification().equals(notification.notificationId()))
                .map(DeliveryReceipt::recipient)
                .collect(Collectors.toSet());
    }

    private static ConsumerRecord<byte[], byte[]> onlyDeadLetter(Topic topic) {
        await().atMost(SOON).until(() -> !house().records(topic).isEmpty());
        assertThat(house().records(topic)).hasSize(1);
        return house().records(topic).getFirst();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        assertThat(record.headers().lastHeader(name)).as(name).isNotNull();
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static Set<String> notReached() {
        return house().systemFaults().stream()
                .filter(SystemFault.Raised.class::isInstance)
                .map(SystemFault::part)
                .collect(Collectors.toSet());
    }
}
