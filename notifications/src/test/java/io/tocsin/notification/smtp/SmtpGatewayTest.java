package io.tocsin.notification.smtp;

import static io.tocsin.notification.smtp.ScriptedMailServer.END;
import static io.tocsin.notification.smtp.ScriptedMailServer.GREETING;
import static io.tocsin.notification.smtp.ScriptedMailServer.hangUp;
import static io.tocsin.notification.smtp.ScriptedMailServer.say;
import static io.tocsin.notification.smtp.ScriptedMailServer.sayAndHangUp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.notification.CapturedLog;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.delivery.Mail;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against GreenMail where a mail server does as it should, and against bare sockets where it does not. */
class SmtpGatewayTest {
    private static final EmailAddress ANN = new EmailAddress("ann@example.org");
    private static final String PASSWORD = "s3cr3t-pass";
    private static final String TEXT = "Detector 17 signals fire. Grüße 🔥";
    private static final Mail FIRE = new Mail(
            Mail.messageId("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b", ANN, "tocsin.test"),
            ANN,
            "Fire on floor 3: 🔥\r\nBcc: everybody@example.org",
            TEXT,
            "<p>Detector 17 signals <b>fire</b>.</p>");
    private static final Duration RESPONSE = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofMillis(5_500);
    private static final int CONNECTIONS = 3;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-01-06T08:30:00Z"), ZoneOffset.UTC);

    @Test
    void shouldHandOverAMailWithItsStableIdInTextAndHtml() throws Exception {
        var server = greenMail(ServerSetup.PROTOCOL_SMTP);
        try (var gateway = gateway(server.getSmtp().getPort())) {
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.Accepted(List.of(FIRE.messageId())));
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);

            assertThat(server.getReceivedMessages()).hasSize(2).allSatisfy(mail -> {
                assertThat(mail.getMessageID()).isEqualTo(FIRE.messageId());
                assertThat(mail.getSubject()).isEqualTo("Fire on floor 3: 🔥 Bcc: everybody@example.org");
                assertThat(mail.getHeader("Bcc")).isNull();
                assertThat(mail.getAllRecipients()).hasSize(1);
                assertThat(mail.getSentDate()).isEqualTo(CLOCK.instant());
                assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
                assertThat(parts(mail)).containsExactly(FIRE.text(), FIRE.html());
            });
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldGiveEachRecipientAnIdOfItsOwnThatIsAlwaysTheSame() {
        String id = Mail.messageId("n", ANN, "tocsin.test");

        assertThat(id).matches("<n\\.[0-9a-f]{16}@tocsin\\.test>");
        assertThat(Mail.messageId("n", new EmailAddress("ANN@example.org"), "tocsin.test"))
                .isEqualTo(id);
        assertThat(Mail.messageId("n", new EmailAddress("ben@example.org"), "tocsin.test"))
                .isNotEqualTo(id);
        assertThat(Mail.messageId("m", ANN, "tocsin.test")).isNotEqualTo(id);
    }

    @Test
    void shouldLogIn() throws Exception {
        var server = greenMail(ServerSetup.PROTOCOL_SMTP);
        server.setUser("tocsin@example.org", "tocsin", PASSWORD);
        server.getManagers().getUserManager().setAuthRequired(true);
        try (var good = gateway(server.getSmtp().getPort(), SmtpSettings.Security.NONE, Optional.of(PASSWORD));
                var bad = gateway(server.getSmtp().getPort(), SmtpSettings.Security.NONE, Optional.of("wrong"))) {
            assertThat(good.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);
            assertThat(bad.send(FIRE))
                    .isInstanceOfSatisfying(DeliveryAnswer.NotNow.class, answer -> assertThat(answer.detail())
                            .startsWith("535"));
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldNotTalkToAServerWhoseCertificateNobodyVouchesFor() {
        var server = greenMail(ServerSetup.PROTOCOL_SMTPS);
        try (var gateway = gateway(server.getSmtps().getPort(), SmtpSettings.Security.TLS, Optional.of(PASSWORD))) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotReached.class);
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldSayNoPasswordInTheClearWhereTlsIsAskedFor() throws Exception {
        try (var server = new ScriptedMailServer().on("EHLO", say("250-mail.test\r\n250 AUTH LOGIN PLAIN"));
                var gateway = gateway(server.port(), SmtpSettings.Security.STARTTLS, Optional.of(PASSWORD))) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotReached.class);
            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, 421 too busy",
        "greeting, 554 go away",
        "EHLO, 421 closing",
        "MAIL, 451 not now",
        "MAIL, 550 not you",
        "., 452 disk full"
    })
    void shouldSayNotNow(String command, String reply) throws Exception {
        try (var server = new ScriptedMailServer().on(command, say(reply));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE))
                    .isInstanceOfSatisfying(DeliveryAnswer.NotNow.class, answer -> assertThat(answer.detail())
                            .isEqualTo(reply));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 greylisted",
        "RCPT, 452 mailbox full",
        "DATA, 451 not now",
        "., 451 not now",
    })
    void shouldSayNotYetOfThisMailOnly(String command, String reply) throws Exception {
        try (var server = new ScriptedMailServer().on(command, say(reply));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE))
                    .isInstanceOfSatisfying(DeliveryAnswer.Deferred.class, answer -> assertThat(answer.detail())
                            .isEqualTo(reply));
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 no such user, smtp-550", "., 554 spam, smtp-554", "MAIL, 552 too large, smtp-552"})
    void shouldSayForGood(String command, String reply, String code) throws Exception {
        try (var server = new ScriptedMailServer().on(command, say(reply));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.RefusedForGood(code, reply));
        }
    }

    @Test
    void shouldBelieveARefusalAfterWhichTheServerHangsUp() throws Exception {
        try (var server = new ScriptedMailServer().on(END, sayAndHangUp("451 not now"));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.Deferred(Duration.ofMinutes(1), "451 not now"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GREETING, "EHLO", "MAIL", "RCPT", "DATA"})
    void shouldSayNotReachedWhenTheLineIsCutBeforeTheEndOfTheContent(String command) throws Exception {
        try (var server = new ScriptedMailServer().on(command, hangUp());
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotReached.class);
        }
    }

    @Test
    void shouldSayUnclearWhenTheLineIsCutAfterTheEndOfTheContent() throws Exception {
        try (var server = new ScriptedMailServer().on(END, hangUp());
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Unclear.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "354 go on", "25"})
    void shouldSayUnclearWhenTheEndIsAnsweredWithNonsense(String reply) throws Exception {
        try (var server = new ScriptedMailServer().on(END, say(reply));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Unclear.class);
        }
    }

    @Test
    void shouldTakeEveryGoodReplyForAccepted() throws Exception {
        try (var server = new ScriptedMailServer().on(END, say("254 queued"));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);
        }
    }

    @Test
    void shouldGiveUpAServerThatHangs() throws Exception {
        try (var server = new ScriptedMailServer().on("RCPT", client -> Thread.sleep(Duration.ofDays(1)));
                var gateway = gateway(server.port())) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotReached.class);

            server.on("RCPT", say("250 ok")).on(END, client -> Thread.sleep(Duration.ofDays(1)));
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Unclear.class);
        }
    }

    @Test
    void shouldGiveUpAServerThatTalksForEver() throws Exception {
        try (var server = new ScriptedMailServer().on(END, client -> {
                    while (true) {
                        say("250-wait").give(client);
                        Thread.sleep(RESPONSE.dividedBy(8));
                    }
                });
                var gateway = gateway(server.port())) {
            long start = System.nanoTime();

            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Unclear.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TOTAL, TOTAL.plusSeconds(10));
        }
    }

    @Test
    void shouldSayNotReachedWhenNobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var gateway = gateway(port)) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotReached.class);
        }
    }

    @Test
    void shouldUseAConnectionAgainAlsoAfterARefusalAndOpenAnotherWhenItIsStale() throws Exception {
        try (var server = new ScriptedMailServer();
                var gateway = gateway(server.port())) {
            gateway.send(FIRE);
            server.on("RCPT", say("550 no such user"));
            gateway.send(FIRE);
            server.on("RCPT", say("250 ok"));
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);
            assertThat(server.connections()).isOne();

            server.cut();

            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 closing", "451 not now", "550 not you"})
    void shouldKeepNoConnectionThatIsOfNoUse(String reply) throws Exception {
        try (var server = new ScriptedMailServer();
                var gateway = gateway(server.port())) {
            gateway.send(FIRE);
            server.on("MAIL", say(reply));
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotNow.class);
            }

            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void shouldOpenNoMoreConnectionsThanAllowed() throws Exception {
        try (var server = new ScriptedMailServer();
                var gateway = gateway(server.port());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<DeliveryAnswer>>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> gateway.send(FIRE)));
            }
            for (Future<DeliveryAnswer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(DeliveryAnswer.Accepted.class);
            }
            assertThat(server.connections()).isLessThanOrEqualTo(CONNECTIONS);
        }
    }

    /** Whoever gets a connection next may begin on it before its former user has looked how far it came. */
    @Test
    void shouldSendEachMailOnceWhenConnectionsGoFromHandToHand() throws Exception {
        int mails = 4_000;
        var taken = new AtomicInteger();
        try (var server = new ScriptedMailServer().on(ScriptedMailServer.END, client -> {
                    taken.incrementAndGet();
                    say("250 taken").give(client);
                });
                var gateway = new SmtpGateway(
                        settings(server.port(), SmtpSettings.Security.NONE, Optional.empty(), TOTAL, 16), CLOCK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<DeliveryAnswer>>();
            for (int i = 0; i < mails; i++) {
                answers.add(threads.submit(() -> gateway.send(FIRE)));
            }
            int accepted = 0;
            for (Future<DeliveryAnswer> answer : answers) {
                accepted += answer.get() instanceof DeliveryAnswer.Accepted ? 1 : 0;
            }
            assertThat(accepted).isPositive();
            assertThat(taken).hasValue(accepted);
        }
    }

    @Test
    void shouldWriteNeitherPasswordNorTextToTheLogWhateverItsLevel() throws Exception {
        try (var log = CapturedLog.ofEverything();
                var server = new ScriptedMailServer()
                        .on("EHLO", say("250-mail.test\r\n250 AUTH PLAIN"))
                        .on("AUTH", say("235 welcome"));
                var gateway = gateway(server.port(), SmtpSettings.Security.NONE, Optional.of(PASSWORD))) {
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);
            server.on(END, hangUp());
            gateway.send(FIRE);

            String plain = Base64.getEncoder().encodeToString(("tocsin\0tocsin\0" + PASSWORD).getBytes(UTF_8));
            assertThat(server.commands()).contains("AUTH PLAIN " + plain);
            assertThat(log.linesWithout("nobody"))
                    .noneMatch(line -> line.contains(PASSWORD)
                            || line.contains(plain)
                            || line.contains("Detector 17")
                            || line.contains(ANN.text()));
        }
    }

    @Test
    void shouldWriteTheTextToTheLogIfTheLibraryWereLeftToItself() throws Exception {
        try (var log = CapturedLog.ofEverything();
                var server = new ScriptedMailServer();
                var gateway = gateway(server.port())) {
            log.loosen("io.tocsin.notification.smtp.protocol");
            gateway.send(FIRE);

            assertThat(log.linesWithout("nobody")).anyMatch(line -> line.contains("Detector 17"));
        }
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> settings(25, SmtpSettings.Security.NONE, Optional.empty(), Duration.ofSeconds(6)))
                .hasMessage("smtp total-timeout must be less than PT6S, not PT6S");
        assertThat(new SmtpSettings.Login("tocsin", PASSWORD)).hasToString("tocsin");
    }

    private static SmtpGateway gateway(int port) {
        return gateway(port, SmtpSettings.Security.NONE, Optional.empty());
    }

    private static SmtpGateway gateway(int port, SmtpSettings.Security security, Optional<String> password) {
        return new SmtpGateway(settings(port, security, password, TOTAL), CLOCK);
    }

    private static SmtpSettings settings(
            int port, SmtpSettings.Security security, Optional<String> password, Duration total) {
        return settings(port, security, password, total, CONNECTIONS);
    }

    private static SmtpSettings settings(
            int port, SmtpSettings.Security security, Optional<String> password, Duration total, int connections) {
        return new SmtpSettings(
                "localhost",
                port,
                security,
                Optional.empty(),
                password.map(secret -> new SmtpSettings.Login("tocsin", secret)),
                new EmailAddress("alarm@tocsin.test"),
                "Tocsin",
                connections,
                Duration.ofSeconds(1),
                RESPONSE,
                total);
    }

    private static GreenMail greenMail(String protocol) {
        var server = new GreenMail(new ServerSetup(0, "localhost", protocol));
        server.start();
        return server;
    }

    private static List<String> parts(MimeMessage mail) throws IOException, jakarta.mail.MessagingException {
        var alternatives = (MimeMultipart) mail.getContent();
        return List.of(
                alternatives.getBodyPart(0).getContent().toString(),
                alternatives.getBodyPart(1).getContent().toString());
    }
}
