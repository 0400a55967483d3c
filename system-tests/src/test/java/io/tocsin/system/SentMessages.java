package io.tocsin.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.MessageId;
import io.tocsin.simulator.mail.ReceivedMail;
import io.tocsin.simulator.sms.ReceivedSms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of one channel, as they were to be sent, and as they came. */
final class SentMessages {
    private final Map<MessageId, Message> written;
    private final List<Message> arrived;

    /**
     * A message.
     *
     * @param recipient the mailbox or number
     */
    record Message(Envelope envelope, String recipient, String text) {
        MessageId id() {
            return envelope.messageId();
        }

        /** In one line. */
        @Override
        public String toString() {
            return envelope.severity() + " " + id() + " to " + recipient + ", attempt " + envelope.retries();
        }
    }

    private SentMessages(Map<MessageId, Message> written, List<Message> arrived) {
        this.written = written;
        this.arrived = arrived;
    }

    /** Looks into the inboxes and the topics now. */
    static SentMessages of(NotificationHouse house, Channel channel) {
        return channel == Channel.EMAIL ? mails(house) : sms(house);
    }

    private static SentMessages mails(NotificationHouse house) {
        List<ReceivedMail> inbox = house.mails();
        Map<MessageId, Message> written = byId(house.emailsToSend().stream()
                .map(mail -> new Message(mail.envelope(), mail.to().text(), mail.text())));
        return new SentMessages(
                written,
                inbox.stream()
                        .map(mail -> known(written.get(idIn(String.valueOf(mail.messageId()))), mail))
                        .toList());
    }

    /** A Message-ID is {@code <id.hash@domain>}. */
    private static MessageId idIn(String header) {
        return MessageId.of(header.substring(1, header.indexOf('.')));
    }

    private static SentMessages sms(NotificationHouse house) {
        List<ReceivedSms> inbox = house.sms();
        Map<MessageId, Message> written = byId(house.smsToSend().stream()
                .map(sms -> new Message(sms.envelope(), digits(sms.to().text()), sms.text())));
        Map<String, Message> byText =
                written.values().stream().collect(toMap(message -> message.recipient() + message.text(), it -> it));
        return new SentMessages(
                written,
                inbox.stream()
                        .filter(ReceivedSms::complete)
                        .map(sms -> known(byText.get(digits(sms.to()) + sms.text()), sms))
                        .toList());
    }

    private static String digits(String number) {
        return number.replace("+", "");
    }

    /** One that is tried again stands in its topic again. */
    private static Map<MessageId, Message> byId(Stream<Message> messages) {
        return messages.collect(toMap(Message::id, message -> message, (first, again) -> first, LinkedHashMap::new));
    }

    private static Message known(@Nullable Message message, Object received) {
        if (message == null) {
            throw new AssertionError("it came and was never to be sent: " + received);
        }
        return message;
    }

    /** Those that were to be sent, each once. */
    List<Message> written() {
        return List.copyOf(written.values());
    }

    /** Those that came, in their order; one that came twice is there twice. */
    List<Message> arrived() {
        return arrived;
    }

    /** Those that came more than once, as often as it was too often. */
    List<Message> repeats() {
        Map<MessageId, List<Message>> byId = arrived.stream().collect(groupingBy(Message::id));
        return byId.values().stream().flatMap(same -> same.stream().skip(1)).toList();
    }

    /** What was to be sent to each recipient, in the order of its topic. */
    Map<String, List<MessageId>> writtenByRecipient() {
        return byRecipient(written.values().stream());
    }

    /** What came to each recipient, in the order in which it came. */
    Map<String, List<MessageId>> arrivedByRecipient() {
        return byRecipient(arrived.stream());
    }

    private static Map<String, List<MessageId>> byRecipient(Stream<Message> messages) {
        return messages.collect(groupingBy(Message::recipient, mapping(Message::id, toList())));
    }
}
