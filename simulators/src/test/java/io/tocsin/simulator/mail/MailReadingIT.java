package io.tocsin.simulator.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulator.inbox.Inbox;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mails of a real mail library, and strange ones, as they stand in the inbox. */
class MailReadingIT {
    private final MailServer server = MailServer.start(MailOptions.local());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldReadSubjectTextAndHtmlAsTheyWereWritten() throws MessagingException {
        var message = message();
        message.setSubject("Fire on floor 3: 🔥 Grüße", UTF_8.name());
        message.setContent(new MimeMultipart(
                "alternative",
                text("Detector 17: “Feuer” 🔥\n.\n", "plain"),
                text("<p>Detector <b>17</b></p>", "html")));
        message.saveChanges();

        Transport.send(message);

        ReceivedMail mail = only();
        assertThat(mail.to()).isEqualTo("ann@example.org");
        assertThat(mail.from()).isEqualTo("alarm@tocsin.test");
        assertThat(mail.subject()).isEqualTo("Fire on floor 3: 🔥 Grüße");
        assertThat(mail.text()).isEqualToNormalizingNewlines("Detector 17: “Feuer” 🔥\n.\n");
        assertThat(mail.html()).isEqualTo("<p>Detector <b>17</b></p>");
        assertThat(mail.messageId()).isEqualTo(message.getMessageID());
    }

    @Test
    void shouldReadTheTextAndNotTheAttachment() throws MessagingException {
        var message = message();
        var attachment = text("not this", "plain");
        attachment.setFileName("log.txt");
        attachment.setDisposition("attachment");
        message.setContent(new MimeMultipart("mixed", attachment, text("this", "plain")));
        message.saveChanges();

        Transport.send(message);

        assertThat(only().text()).isEqualTo("this");
        assertThat(only().html()).isNull();
    }

    @Test
    void shouldTakeWhatItCannotDecode() throws IOException {
        try (SmtpClient client = new SmtpClient(server.port()).opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            client.say("RCPT TO:<ann@example.org>");
            client.say("DATA");
            assertThat(client.say("Content-Type: text/plain; charset=klingon\r\n\r\nqapla'\r\n."))
                    .startsWith("250");
            assertThat(client.say("MAIL FROM:<alarm@tocsin.test>")).startsWith("250");
            assertThat(client.say("RCPT TO:<ann@example.org>")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("354");
            assertThat(client.say("Content-Type: multipart/mixed; boundary=none\r\n\r\nno parts\r\n."))
                    .startsWith("250");
            assertThat(client.say("MAIL FROM:<alarm@tocsin.test>")).startsWith("250");
            assertThat(client.say("RCPT TO:<ann@example.org>")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("354");
            assertThat(client.say("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n."))
                    .startsWith("250");
        }

        List<Inbox.Kept<ReceivedMail>> mails =
                server.inbox().find(mail -> true, 3).newest();
        assertThat(mails.get(2).message().text()).isEqualTo("qapla'");
        assertThat(mails.get(1).message().text()).isNull();
        assertThat(mails.get(0).message().text()).startsWith("(cannot be decoded: BASE64Decoder");
    }

    private ReceivedMail only() {
        assertThat(server.inbox().totals().kept()).isOne();
        return server.inbox().find(mail -> true, 1).newest().getFirst().message();
    }

    private MimeMessage message() throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("alarm@tocsin.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ann@example.org"));
        return message;
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8.name(), subtype);
        return part;
    }
}
