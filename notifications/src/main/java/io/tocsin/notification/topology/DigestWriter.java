package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.contact.Contact;
import io.tocsin.contact.Directory;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.digest.PaymentDigest;
import io.tocsin.notification.message.MessageForm;
import io.tocsin.notification.text.DigestText;
import io.tocsin.notification.text.DigestTexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes the digest of failed payments as one mail for each mailbox of those who get it. */
final class DigestWriter {
    private static final String INCIDENT = "failed payments";

    private final Supplier<Directory> directory;
    private final DigestTexts texts;
    private final MessageForm<EmailMessage> emails = MessageForm.ofEmails();

    /** @param directory as it is at the moment */
    DigestWriter(Supplier<Directory> directory, DigestTexts texts) {
        this.directory = directory;
        this.texts = texts;
    }

    /** The mails of one digest: named by when it began, so that the same one is never sent twice. */
    List<Message> messages(PaymentDigest digest, Instant now) {
        DigestText text = texts.write(digest, now);
        var messages = new ArrayList<Message>();
        for (Contact contact : directory.get().contacts()) {
            if (contact.failedPayments()) {
                for (EmailAddress to : contact.emails()) {
                    messages.add(message(digest, text, contact, to, now));
                }
            }
        }
        return messages;
    }

    private Message message(PaymentDigest digest, DigestText text, Contact contact, EmailAddress to, Instant now) {
        String name = INCIDENT + '/' + digest.since();
        var envelope = new Envelope(
                MessageId.of(uuid(name + '/' + contact.contact() + '/' + to.text())),
                Notification.Id.of(uuid(name)),
                INCIDENT,
                Severity.INFORMATION,
                contact.contact(),
                now,
                null);
        var mail = new EmailMessage(envelope, to, text.subject(), text.text(), text.html());
        return new Message(Topics.EMAILS, emails.key(mail).getBytes(UTF_8), emails.write(mail));
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(("io.tocsin.notification/" + name).getBytes(UTF_8))
                .toString();
    }
}
