package io.tocsin.simulator.mail;

import static io.tocsin.simulator.mail.SmtpClient.CUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.simulator.mail.MailFault.AcceptThenDrop;
import io.tocsin.simulator.mail.MailFault.Cut;
import io.tocsin.simulator.mail.MailFault.Hang;
import io.tocsin.simulator.mail.MailFault.Refuse;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, seen from the client and from the inbox. */
class MailFaultsIT {
    private static final String ANN = "ann@example.org";
    private static final String BEN = "ben@example.org";

    private final MailServer server = MailServer.start(MailOptions.local());

    @AfterEach
    void stop() {
        server.close();
    }

    private SmtpClient client() throws IOException {
        return new SmtpClient(server.port());
    }

    private void always(MailFault fault) {
        server.behave(MailPlan.HEALTHY.with(fault));
    }

    private void plan(String json) {
        server.behave(MailPlanJson.read(json.getBytes(UTF_8)));
    }

    private long stored() {
        return server.inbox().totals().received();
    }

    private String sent(String... recipients) throws IOException {
        try (SmtpClient client = client().opened()) {
            return client.send(recipients);
        }
    }

    @Test
    void shouldTakeAMailForEachRecipient() throws IOException {
        assertThat(sent(ANN, BEN)).startsWith("250");

        assertThat(server.inbox().find(mail -> true, 10).newest())
                .extracting(kept -> kept.message().to())
                .containsExactlyInAnyOrder(ANN, BEN);
        assertThat(server.inbox().totals().repeats()).isZero();
        assertThat(server.count(MailResult.TAKEN)).isOne();
    }

    @Test
    void shouldShowThatTheSameMailCameAgain() throws IOException {
        try (SmtpClient client = client().opened()) {
            client.send(ANN);
            client.send(ANN);
        }

        assertThat(server.inbox().find(mail -> true, 10).newest())
                .extracting(kept -> kept.times())
                .containsExactly(2, 2);
        assertThat(server.inbox().totals().repeats()).isOne();
    }

    @Test
    void shouldRefuseConnectionsWhileOfflineAndTakeThemAtTheSamePortAfterwards() throws IOException {
        int port = server.port();
        try (SmtpClient open = client().opened()) {
            server.behave(MailPlan.HEALTHY.away());

            assertThat(open.say("NOOP")).isEqualTo(CUT);
            assertThat(server.listening()).isFalse();
            assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
        }
        server.behave(MailPlan.HEALTHY);
        assertThat(server.port()).isEqualTo(port);
        assertThat(sent(ANN)).startsWith("250");
    }

    @Test
    void shouldRefuseAtTheGreetingAndHangUp() throws IOException {
        always(new Refuse(1, MailStep.GREETING, 421));

        try (SmtpClient client = client()) {
            assertThat(client.answer()).startsWith("421");
            assertThat(client.answer()).isEqualTo(CUT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MailStep.class,
            names = {"SENDER", "RECIPIENT", "DATA", "END"})
    void shouldRefuseAtEachStepOfAMailAndTakeTheNext(MailStep step) throws IOException {
        always(new Refuse(1, step, 452));

        try (SmtpClient client = client().opened()) {
            assertThat(client.send(ANN)).startsWith("452");
            assertThat(stored()).isZero();

            server.behave(MailPlan.HEALTHY);
            client.say("RSET");
            assertThat(client.send(ANN)).startsWith("250");
        }
        assertThat(server.count(MailResult.REFUSED)).isOne();
    }

    @ParameterizedTest
    @EnumSource(MailStep.class)
    void shouldCutTheConnectionAtEachStepAndStoreNothing(MailStep step) throws IOException {
        always(new Cut(1, step));

        try (SmtpClient client = client()) {
            assertThat(allUpTo(step, client)).isEqualTo(CUT);
        }
        await().until(() -> server.count(MailResult.CUT) == 1);
        assertThat(stored()).isZero();
    }

    /** What the client is answered at a step, after good answers to all before. */
    private static String allUpTo(MailStep step, SmtpClient client) throws IOException {
        String greeting = client.answer();
        if (step == MailStep.GREETING) {
            return greeting;
        }
        String hello = client.say("EHLO client.test");
        return step == MailStep.HELLO ? hello : client.send(ANN);
    }

    @Test
    void shouldCutWhileTheContentIsStillBeingSent() throws IOException {
        always(new Cut(1, MailStep.CONTENT));

        try (SmtpClient client = client().opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            client.say("RCPT TO:<" + ANN + ">");
            assertThat(client.say("DATA")).startsWith("354");
            assertThat(client.say("Subject: half a mail")).isEqualTo(CUT);
        }
        assertThat(stored()).isZero();
    }

    @Test
    void shouldStoreTheWholeMailAndDropTheConnection() throws IOException {
        always(new AcceptThenDrop(1));

        assertThat(sent(ANN)).isEqualTo(CUT);

        assertThat(stored()).isOne();
        assertThat(server.count(MailResult.TAKEN_UNANSWERED)).isOne();
    }

    @ParameterizedTest
    @EnumSource(MailStep.class)
    void shouldSayNothingAtEachStepThenCutAndStoreNothing(MailStep step) throws IOException {
        always(new Hang(1, step, Duration.ofMillis(200), false));
        long start = System.nanoTime();

        try (SmtpClient client = client()) {
            assertThat(allUpTo(step, client)).isEqualTo(CUT);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(199));
        assertThat(stored()).isZero();
        assertThat(server.count(MailResult.HUNG)).isOne();
    }

    @Test
    void shouldStoreAtOnceAndAnswerLate() throws IOException {
        always(new Hang(1, MailStep.END, Duration.ofMillis(500), true));

        try (SmtpClient client = client().opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            client.say("RCPT TO:<" + ANN + ">");
            client.say("DATA");
            long start = System.nanoTime();
            client.write(SmtpClient.CONTENT + ".\r\n");
            await().until(() -> stored() == 1);
            assertThat(client.answer()).startsWith("250");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(499));
        }
    }

    @Test
    void shouldNotGoOnHangingWhenTheClientHasLeft() throws IOException {
        always(new Hang(1, MailStep.SENDER, Duration.ofHours(1), false));

        try (SmtpClient client = client().opened()) {
            client.write("MAIL FROM:<alarm@tocsin.test>\r\n");
            await().until(() -> server.count(MailResult.HUNG) == 1);
        }

        await().until(() -> server.connections() == 0);
    }

    @Test
    void shouldTakeARecipientThatIsGreylistedWhenItComesAgain() throws IOException {
        plan("{\"greylist\":true}");

        try (SmtpClient client = client().opened()) {
            assertThat(client.send(ANN)).startsWith("451");
            assertThat(client.send(BEN)).startsWith("451");
            assertThat(client.send("ANN@example.org")).startsWith("250");
        }
        assertThat(stored()).isOne();
    }

    @Test
    void shouldRefuseNamedRecipientsAndTakeTheRestOfTheMail() throws IOException {
        plan("""
                {"recipients":[{"address":"Ann@example.org","code":550},{"address":"@elsewhere.test","code":452}]}""");

        try (SmtpClient client = client().opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            assertThat(client.say("RCPT TO:<" + ANN + ">")).startsWith("550");
            assertThat(client.say("RCPT TO:<anybody@ELSEWHERE.test>")).startsWith("452");
            assertThat(client.say("DATA")).startsWith("503");
            assertThat(client.send(BEN)).startsWith("250");
        }
        assertThat(server.count(MailResult.RECIPIENT_REFUSED)).isEqualTo(2);
        assertThat(stored()).isOne();
    }

    @Test
    void shouldTakeSoManyASecondAndNoMore() throws IOException {
        plan("{\"throttle\":{\"perSecond\":3,\"code\":452}}");
        var answers = new ArrayList<String>();

        try (SmtpClient client = client().opened()) {
            for (int i = 0; i < 5; i++) {
                answers.add(client.say("MAIL FROM:<alarm@tocsin.test>").substring(0, 3));
            }
            assertThat(answers).containsExactly("250", "250", "250", "452", "452");
            await().until(() -> client.send(ANN).startsWith("250"));
        }
    }

    @Test
    void shouldTakeItsTimeBeforeEachAnswer() throws IOException {
        plan("{\"slowMillis\":100}");
        long start = System.nanoTime();

        assertThat(sent(ANN)).startsWith("250");

        // Greeting, hello, sender, recipient, data, end.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(599));
    }

    @Test
    void shouldStrikeTheSameMailsAgainUnderTheSameSeed() throws IOException {
        String plan = "{\"seed\":7,\"faults\":[{\"kind\":\"refuse\",\"at\":\"end\",\"code\":451,\"share\":0.3}]}";

        List<String> first = codes(plan);

        assertThat(codes(plan)).isEqualTo(first);
        assertThat(first).contains("250", "451");
    }

    private List<String> codes(String plan) throws IOException {
        plan(plan);
        var codes = new ArrayList<String>();
        try (SmtpClient client = client().opened()) {
            for (int i = 0; i < 40; i++) {
                codes.add(client.send(ANN).substring(0, 3));
            }
        }
        return codes;
    }

    @Test
    void shouldRefuseAMailThatIsTooLargeAndGoOn() throws IOException {
        try (SmtpClient client = client().opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            client.say("RCPT TO:<" + ANN + ">");
            client.say("DATA");
            client.write(("x".repeat(998) + "\r\n").repeat(MailSession.LARGEST_MAIL / 1000 + 1));
            assertThat(client.say(".")).startsWith("552");
            assertThat(client.send(ANN)).startsWith("250");
        }
        assertThat(stored()).isOne();
    }

    @Test
    void shouldNotListenToALineWithoutEnd() throws IOException {
        try (SmtpClient client = client().opened()) {
            client.write("x".repeat(100_000));
            assertThat(client.answer())
                    .satisfiesAnyOf(answer -> assertThat(answer).startsWith("500"), answer -> assertThat(answer)
                            .isEqualTo(CUT));
        }
    }

    @Test
    void shouldSeeOneEndOfTheContentWhereGreenMailSeesIt() throws IOException {
        try (SmtpClient client = client().opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            client.say("RCPT TO:<" + ANN + ">");
            client.say("DATA");
            // The second line ends the content for a server that asks for less than CRLF.CRLF, and for no other.
            client.write("Subject: smuggled\n\n.\nMAIL FROM:<x@tocsin.test>\r\n");
            assertThat(client.answer()).startsWith("250");
            assertThat(client.answer()).startsWith("250");
            assertThat(client.say("NOOP")).startsWith("250");
        }
        assertThat(stored()).isOne();
    }

    @Test
    void shouldKeepWhatHasADotInFront() throws IOException {
        try (SmtpClient client = client().opened()) {
            client.say("MAIL FROM:<alarm@tocsin.test>");
            client.say("RCPT TO:<" + ANN + ">");
            client.say("DATA");
            assertThat(client.say("Subject: dots\r\n\r\n..one\r\n...two\r\n.")).startsWith("250");
        }
        assertThat(server.inbox()
                        .find(mail -> true, 1)
                        .newest()
                        .getFirst()
                        .message()
                        .text())
                .isEqualTo(".one\r\n..two");
    }

    @Test
    void shouldServeManyAtOnce() throws Exception {
        var failures = new ArrayList<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (SmtpClient client = client().opened()) {
                    for (int mail = 0; mail < 20; mail++) {
                        assertThat(client.send(ANN)).startsWith("250");
                    }
                } catch (IOException | AssertionError e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(stored()).isEqualTo(1_000);
        assertThat(Arrays.stream(MailResult.values())
                        .filter(result -> result != MailResult.TAKEN)
                        .mapToLong(server::count)
                        .sum())
                .isZero();
    }
}
