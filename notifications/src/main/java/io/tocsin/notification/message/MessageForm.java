package io.tocsin.notification.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.RequestForm;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.SmsMessage;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of one channel are read and written.
 *
 * @param <M> the message
 */
public final class MessageForm<M> implements RequestForm<M> {
    private final Channel channel;
    private final JsonForm<M> json;
    private final Function<M, Envelope> envelope;
    private final Function<M, String> recipient;
    private final BiFunction<M, Envelope, M> with;

    private MessageForm(
            Channel channel,
            Class<M> type,
            Function<M, Envelope> envelope,
            Function<M, String> recipient,
            BiFunction<M, Envelope, M> with) {
        this.channel = channel;
        this.json = Json.form(type);
        this.envelope = envelope;
        this.recipient = recipient;
        this.with = with;
    }

    /** The form of e-mails. Mailboxes that differ in capitals only are one, as they are everywhere. */
    public static MessageForm<EmailMessage> ofEmails() {
        return new MessageForm<>(
                Channel.EMAIL,
                EmailMessage.class,
                EmailMessage::envelope,
                email -> email.to().text().toLowerCase(Locale.ROOT),
                EmailMessage::with);
    }

    /** The form of SMS. */
    public static MessageForm<SmsMessage> ofSms() {
        return new MessageForm<>(
                Channel.SMS,
                SmsMessage.class,
                SmsMessage::envelope,
                sms -> sms.to().text(),
                SmsMessage::with);
    }

    /** How they are sent. */
    public Channel channel() {
        return channel;
    }

    /** What every message carries. */
    public Envelope envelope(M message) {
        return envelope.apply(message);
    }

    @Override
    public M read(byte[] value) {
        return json.read(value);
    }

    @Override
    public byte[] write(M message) {
        return json.write(message);
    }

    @Override
    public String id(M message) {
        return envelope(message).messageId().text();
    }

    /** Who is told: messages to one recipient keep their order. */
    @Override
    public String key(M message) {
        return recipient.apply(message);
    }

    /** Who is told of what. The words may differ when they are written anew. */
    @Override
    public byte[] content(M message) {
        return (key(message) + '|' + envelope(message).notification()).getBytes(UTF_8);
    }

    @Override
    public int retries(M message) {
        return envelope(message).retries();
    }

    @Override
    public @Nullable Instant notBefore(M message) {
        return envelope(message).notBefore();
    }

    @Override
    public int redrives(M message) {
        return envelope(message).redrives();
    }

    @Override
    public M retried(M message, int retries, @Nullable Instant notBefore) {
        return with.apply(message, envelope(message).retried(retries, notBefore));
    }
}
