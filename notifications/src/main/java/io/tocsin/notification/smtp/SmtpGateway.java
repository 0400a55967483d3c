package io.tocsin.notification.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.delivery.Mail;
import io.tocsin.notification.delivery.MailGateway;
import io.tocsin.notification.secret.SilentLoggers;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The mail server over SMTP: one mail, one recipient, one answer. Connections are kept and used again.
 *
 * <p>The rule behind every line: until the end of the content was sent nothing was taken over, so what fails before certainly
 * did not arrive; what fails after it is unclear, unless the server says what it made of it.
 */
public final class SmtpGateway implements MailGateway, AutoCloseable {
    private static final int MAILS_A_CONNECTION = 100;
    private static final int LONGEST_LINE = 300;
    /** The server closes the connection (RFC 5321, section 3.8). */
    private static final int CLOSING = 421;

    private final SmtpSettings settings;
    private final Clock clock;
    private final Session session;
    private final Semaphore connections;
    private final ConcurrentLinkedDeque<StagedTransport> idle = new ConcurrentLinkedDeque<>();

    /**
     * Connects to nobody yet.
     *
     * @param clock for the date of the mails
     */
    public SmtpGateway(SmtpSettings settings, Clock clock) {
        String logger = StagedTransport.class.getPackageName();
        SilentLoggers.silence(
                logger,
                logger + ".protocol",
                "org.eclipse.angus.mail.smtp",
                "org.eclipse.angus.mail.smtp.protocol",
                "org.eclipse.angus.mail.util",
                "org.eclipse.angus.mail.util.socket",
                "jakarta.mail");
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
        this.connections = new Semaphore(settings.connections());
    }

    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(settings.connectTimeout().toMillis()));
        properties.put(
                "mail.smtp.timeout", Long.toString(settings.responseTimeout().toMillis()));
        properties.put("mail.smtp.from", settings.from().text());
        properties.put("mail.smtp.localhost", settings.from().domain());
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == SmtpSettings.Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        boolean startTls = settings.security() == SmtpSettings.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        settings.trust().ifPresent(trust -> properties.put("mail.smtp.ssl.socketFactory", trust));
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        return properties;
    }

    @Override
    public DeliveryAnswer send(Mail mail) {
        try {
            if (!connections.tryAcquire(settings.totalTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new DeliveryAnswer.NotReached(
                        "all " + settings.connections() + " connections to the mail server are in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DeliveryAnswer.NotReached("stopped while waiting for a connection to the mail server");
        }
        try {
            return withinTotalTimeout(mail);
        } finally {
            connections.release();
        }
    }

    /**
     * The library bounds each step only, and a server that sends a line now and then would never come to an end. An interrupt closes
     * the connection that a virtual thread waits for (JEP 444), and the exchange then ends like any other that is cut off.
     */
    private DeliveryAnswer withinTotalTimeout(Mail mail) {
        var answer = new AtomicReference<DeliveryAnswer>(new DeliveryAnswer.Unclear("the exchange broke off"));
        Thread exchange = Thread.ofVirtual().name("smtp").start(() -> answer.set(exchange(mail)));
        try {
            if (!exchange.join(settings.totalTimeout())) {
                exchange.interrupt();
                exchange.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer.get();
    }

    private DeliveryAnswer exchange(Mail mail) {
        MimeMessage message;
        try {
            message = mime(mail);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new DeliveryAnswer.RefusedForGood("smtp-form", "cannot be written as a mail: " + e.getMessage());
        }
        StagedTransport kept = idle.pollFirst();
        if (kept != null) {
            Exchange exchange = send(kept, message);
            if (!exchange.wasStale()) {
                return exchange.answer();
            }
        }
        var fresh =
                new StagedTransport(session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
        DeliveryAnswer noConnection = connect(fresh);
        return noConnection == null ? send(fresh, message).answer() : noConnection;
    }

    /**
     * What came of one mail on one connection.
     *
     * @param stage how far it came; not to be asked of the connection, on which others may have begun already
     */
    private record Exchange(SmtpReply.Stage stage, DeliveryAnswer answer) {
        /** Whether the connection was broken before anything of the mail was said. */
        boolean wasStale() {
            return stage == SmtpReply.Stage.SENDER && !(answer instanceof DeliveryAnswer.RefusedForGood);
        }
    }

    /** Returns null when it is connected. */
    private @Nullable DeliveryAnswer connect(StagedTransport transport) {
        try {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.login().map(SmtpSettings.Login::user).orElse(null),
                    settings.login().map(SmtpSettings.Login::password).orElse(null));
            return null;
        } catch (MessagingException | RuntimeException e) {
            StagedTransport.Reply refusal = transport.refusal();
            close(transport);
            return refusal == null || refusal.code() == SmtpReply.NONE
                    ? new DeliveryAnswer.NotReached("no connection to the mail server: " + inWords(e))
                    : SmtpReply.answer(SmtpReply.Stage.OPENING, refusal.code(), oneLine(refusal.line()));
        }
    }

    private Exchange send(StagedTransport transport, MimeMessage message) {
        int mailsBefore = transport.begin();
        try {
            transport.sendMessage(message, message.getAllRecipients());
            keep(transport, mailsBefore + 1);
            return new Exchange(SmtpReply.Stage.END, accepted(message));
        } catch (MessagingException | RuntimeException e) {
            SmtpReply.Stage stage = transport.stage();
            StagedTransport.Reply refusal = transport.refusal();
            if (refusal == null && stage == SmtpReply.Stage.END && isGood(transport)) {
                keep(transport, mailsBefore + 1);
                return new Exchange(stage, accepted(message));
            }
            if (refusal == null || refusal.code() == SmtpReply.NONE) {
                close(transport);
                return new Exchange(stage, SmtpReply.answer(stage, SmtpReply.NONE, inWords(e)));
            }
            if (refusal.code() == CLOSING || stage == SmtpReply.Stage.SENDER) {
                close(transport);
            } else {
                keep(transport, mailsBefore + 1);
            }
            return new Exchange(stage, SmtpReply.answer(stage, refusal.code(), oneLine(refusal.line())));
        }
    }

    /** The library takes nothing but 250 for a good end; the standard takes every 2yz (RFC 5321, section 4.3.2). */
    private static boolean isGood(StagedTransport transport) {
        return transport.getLastReturnCode() / 100 == 2;
    }

    private static DeliveryAnswer accepted(MimeMessage message) {
        try {
            return new DeliveryAnswer.Accepted(List.of(message.getMessageID()));
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail that was sent has its Message-ID", e);
        }
    }

    private void keep(StagedTransport transport, int mails) {
        if (mails >= MAILS_A_CONNECTION) {
            close(transport);
        } else {
            idle.addFirst(transport);
        }
    }

    private static void close(StagedTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // It is broken already; that is why it is closed.
            return;
        }
    }

    private MimeMessage mime(Mail mail) throws MessagingException, UnsupportedEncodingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", mail.messageId());
            }
        };
        message.setFrom(new InternetAddress(settings.from().text(), settings.senderName(), UTF_8.name()));
        message.setRecipients(
                Message.RecipientType.TO,
                new Address[] {new InternetAddress(mail.to().text(), true)});
        message.setSubject(mail.subject().replaceAll("\\s+", " "), UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        var plain = new MimeBodyPart();
        plain.setText(mail.text(), UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    /** The innermost cause says what happened; nothing of it was part of a mail. */
    private static String inWords(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return oneLine(innermost.getClass().getSimpleName() + ": " + innermost.getMessage());
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE);
    }

    /** Closes the connections that are not in use. */
    @Override
    public void close() {
        StagedTransport transport;
        while ((transport = idle.pollFirst()) != null) {
            close(transport);
        }
    }
}
