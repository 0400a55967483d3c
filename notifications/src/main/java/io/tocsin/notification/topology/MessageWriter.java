package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.RequestForm;
import io.tocsin.contact.Contact;
import io.tocsin.contact.Directory;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.notification.PhoneNumber;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.message.MessageForm;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.routing.Telling;
import io.tocsin.notification.text.MessageText;
import io.tocsin.notification.text.MessageTexts;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Replicates what is told into one message for each mailbox and telephone of each person who is told. */
final class MessageWriter {
    private final Supplier<Directory> directory;
    private final MessageTexts texts;
    private final AckLinks links;
    private final MessageForm<EmailMessage> emails = MessageForm.ofEmails();
    private final MessageForm<SmsMessage> sms = MessageForm.ofSms();

    /**
     * @param directory as it is at the moment
     * @param links by which readers acknowledge
     */
    MessageWriter(Supplier<Directory> directory, MessageTexts texts, AckLinks links) {
        this.directory = directory;
        this.texts = texts;
        this.links = links;
    }

    /**
     * Writes the messages of one telling.
     *
     * @param number of this telling among those of its incident
     * @return none when nobody is to be told
     */
    List<Message> messages(Telling telling, int number, Instant now) {
        Notification notification = telling.notification();
        var messages = new ArrayList<Message>();
        for (Directory.Recipient recipient : directory
                .get()
                .recipients(
                        notification.severity(),
                        Optional.ofNullable(notification.floor()),
                        telling.firstLevel(),
                        telling.lastLevel(),
                        now)) {
            Contact contact = recipient.contact();
            MessageText text = texts.write(telling, link(notification, contact, now));
            Instant notBefore = recipient.notBefore().isAfter(now) ? recipient.notBefore() : null;
            for (EmailAddress to : contact.emails()) {
                Envelope envelope = envelope(telling, number, Channel.EMAIL, to.text(), contact, now, notBefore);
                messages.add(message(
                        Topics.EMAILS,
                        emails,
                        new EmailMessage(envelope, to, text.subject(), text.text(), text.html())));
            }
            for (PhoneNumber to : contact.phones()) {
                Envelope envelope = envelope(telling, number, Channel.SMS, to.text(), contact, now, notBefore);
                messages.add(message(Topics.SMS_MESSAGES, sms, new SmsMessage(envelope, to, text.sms())));
            }
        }
        return messages;
    }

    /** Whether the directory is empty. */
    boolean knowsNobody() {
        return directory.get().contacts().isEmpty();
    }

    private Optional<URI> link(Notification notification, Contact contact, Instant now) {
        return notification.severity() == Severity.INFORMATION
                ? Optional.empty()
                : links.link(notification.incident(), contact.contact(), now);
    }

    /** People wait for the first message since it was noticed, and for all others since they are told. */
    private static Envelope envelope(
            Telling telling,
            int number,
            Channel channel,
            String to,
            Contact contact,
            Instant now,
            @Nullable Instant notBefore) {
        Notification notification = telling.notification();
        String name = String.join(
                "/",
                "io.tocsin.notification",
                notification.notificationId().text(),
                Integer.toString(number),
                channel.inWords(),
                contact.contact(),
                to);
        return new Envelope(
                MessageId.of(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString()),
                notification.notificationId(),
                notification.incident(),
                notification.severity(),
                contact.contact(),
                telling instanceof Telling.First ? notification.at() : now,
                notBefore);
    }

    private static <M> Message message(Topic topic, RequestForm<M> form, M message) {
        return new Message(topic, form.key(message).getBytes(UTF_8), form.write(message));
    }
}
