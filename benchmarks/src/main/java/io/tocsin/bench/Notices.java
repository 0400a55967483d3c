package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactRecords;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.notification.PhoneNumber;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.message.MessageForm;
import io.tocsin.notification.routing.Telling;
import io.tocsin.notification.text.MessageText;
import io.tocsin.notification.text.MessageTexts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What people are told in these benchmarks: the same in every run, but for ids and times. The words are those of the service; an SMS
 * of them has one part.
 */
final class Notices {
    private static final String NAME = "Person %d";
    private static final MessageForm<EmailMessage> EMAILS = MessageForm.ofEmails();
    private static final MessageForm<SmsMessage> SMS = MessageForm.ofSms();

    private final MessageTexts texts = new MessageTexts(ZoneOffset.UTC);

    /**
     * What happens next: by turns a fire and a fault, each an incident of its own, noticed now.
     *
     * @param person whose floor it is on, and so the only one who is told
     */
    static Notification happened(long number, int person) {
        boolean isAlarm = number % 2 == 0;
        Instant now = Instant.now();
        String id = Generators.timeBasedEpochGenerator().generate().toString();
        return new Notification(
                Notification.Id.of(id),
                "incident-" + id,
                isAlarm ? Severity.ALARM : Severity.FAULT,
                isAlarm ? "Detector 17 signals fire" : "Detector 17 is silent",
                "floor " + floor(person),
                now,
                now,
                isAlarm ? "Leave the building." : "Check the detector.",
                FloorId.of(floor(person)));
    }

    /** Its record, for the topic of notifications. */
    static ProducerRecord<byte[], byte[]> record(Notification notification) {
        return new ProducerRecord<>(
                Topics.NOTIFICATIONS.name(), notification.incident().getBytes(UTF_8), Json.write(notification));
    }

    /** The record of a person, for the on-call directory. */
    static ProducerRecord<byte[], byte[]> listed(int person) {
        var contact = new Contact(
                NAME.formatted(person),
                List.of(mailbox(person)),
                List.of(telephone(person)),
                EnumSet.complementOf(EnumSet.of(Severity.PRE_ALARM)),
                false,
                List.of(floor(person)),
                1,
                null,
                null);
        return new ProducerRecord<>(
                Topics.CONTACTS.name(), ContactRecords.key(contact.contact()), ContactRecords.value(contact));
    }

    /** The record in {@code emails} or {@code sms-messages} of what a person is told. */
    ProducerRecord<byte[], byte[]> record(Channel channel, Notification notification, int person) {
        MessageText text = texts.write(new Telling.First(notification, 1), Optional.empty());
        String name = notification.notificationId() + "/" + channel.inWords() + "/" + person;
        var envelope = new Envelope(
                MessageId.of(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString()),
                notification.notificationId(),
                notification.incident(),
                notification.severity(),
                NAME.formatted(person),
                notification.at(),
                null);
        return switch (channel) {
            case EMAIL -> {
                var mail = new EmailMessage(envelope, mailbox(person), text.subject(), text.text(), text.html());
                yield new ProducerRecord<>(
                        Topics.EMAILS.name(), EMAILS.key(mail).getBytes(UTF_8), EMAILS.write(mail));
            }
            case SMS -> {
                var sms = new SmsMessage(envelope, telephone(person), text.sms());
                yield new ProducerRecord<>(
                        Topics.SMS_MESSAGES.name(), SMS.key(sms).getBytes(UTF_8), SMS.write(sms));
            }
        };
    }

    private static String floor(int person) {
        return "north-" + person;
    }

    private static EmailAddress mailbox(int person) {
        return EmailAddress.of("person-" + person + "@example.org");
    }

    private static PhoneNumber telephone(int person) {
        return PhoneNumber.of("+4915123" + (100_000 + person));
    }
}
