package io.tocsin.system;

import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.mail.MailFault;
import io.tocsin.simulator.mail.MailPlan;
import io.tocsin.simulator.mail.MailStep;
import io.tocsin.simulator.mail.RecipientRule;
import io.tocsin.simulator.sms.NumberRule;
import io.tocsin.simulator.sms.SmsFault;
import io.tocsin.simulator.sms.SmsPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How mail server and SMS centre behave in tests, and what was given up because of it. */
final class Gateways {
    private static final Duration OF_EACH_REPLY = Duration.ofMillis(20);
    private static final Duration OF_EACH_PART = Duration.ofMillis(100);

    private Gateways() {}

    /** Both take everything at once. */
    static void areWell(NotificationHouse house) {
        house.mailServer().behave(MailPlan.HEALTHY);
        house.smsCentre().behave(house.smsCentre().healthy());
    }

    /** Nobody can connect to either. */
    static void areAway(NotificationHouse house) {
        house.mailServer().behave(house.mailServer().plan().away());
        house.smsCentre().behave(house.smsCentre().plan().away());
    }

    /** Both take everything, and so long for it that they can be caught at it: a mail has five replies. */
    static void areSlow(NotificationHouse house) {
        house.mailServer().behave(mailPlan(OF_EACH_REPLY, List.of()));
        house.smsCentre().behave(smsPlan(house, OF_EACH_PART, List.of()));
    }

    /** Both refuse whom these rules name. */
    static void refuse(NotificationHouse house, List<RecipientRule> mailboxes, List<NumberRule> numbers) {
        house.mailServer().behave(mailPlan(Duration.ZERO, mailboxes));
        house.smsCentre().behave(smsPlan(house, Duration.ZERO, numbers));
    }

    /** Both take everything, and their answers are lost. */
    static void takeAndNeverAnswer(NotificationHouse house) {
        house.mailServer().behave(MailPlan.HEALTHY.with(new MailFault.Hang(1, MailStep.END, MailFault.LONGEST, true)));
        house.smsCentre().behave(house.smsCentre().healthy().with(new SmsFault.Hang(1, SmsFault.LONGEST, true)));
    }

    private static MailPlan mailPlan(Duration slow, List<RecipientRule> rules) {
        return new MailPlan(false, slow, false, Optional.empty(), rules, List.of(), OptionalLong.empty());
    }

    private static SmsPlan smsPlan(NotificationHouse house, Duration slow, List<NumberRule> rules) {
        SmsPlan well = house.smsCentre().healthy();
        return new SmsPlan(
                false,
                well.refuseBind(),
                slow,
                well.perSecond(),
                well.ids(),
                rules,
                well.receipts(),
                List.of(),
                OptionalLong.empty());
    }

    /** The messages that were given up. */
    static List<MessageId> deadLetters(NotificationHouse house, Channel channel) {
        return channel == Channel.EMAIL
                ? house.values(Topics.EMAILS_DEAD_LETTER, EmailMessage.class).stream()
                        .map(mail -> mail.envelope().messageId())
                        .toList()
                : house.values(Topics.SMS_MESSAGES_DEAD_LETTER, SmsMessage.class).stream()
                        .map(sms -> sms.envelope().messageId())
                        .toList();
    }
}
