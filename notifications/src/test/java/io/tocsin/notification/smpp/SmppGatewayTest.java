package io.tocsin.notification.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.notification.PhoneNumber;
import io.tocsin.notification.CapturedLog;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.delivery.Sms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.Test;

/** Against a real server session of SMPP. */
class SmppGatewayTest {
    private static final String PASSWORD = "s3cr3t!";
    private static final PhoneNumber ANN = new PhoneNumber("+4915123456789");
    private static final Sms FIRE = new Sms(ANN, "Fire on floor 3", 7);
    private static final Duration RESPONSE = Duration.ofSeconds(2);
    private static final int WINDOW = 4;

    private final List<SmsReceipt> receipts = new CopyOnWriteArrayList<>();

    @Test
    void shouldHandOverAMessageAndTellItsId() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD);
                var gateway = bound(centre)) {
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.Accepted(List.of("1")));

            assertThat(centre.submitted()).singleElement().satisfies(message -> {
                assertThat(message.getDestAddress()).isEqualTo("4915123456789");
                assertThat(message.getSourceAddr()).isEqualTo("Tocsin");
                assertThat(text(message)).isEqualTo("Fire on floor 3");
                assertThat(message.getDataCoding()).isZero();
                assertThat(message.isUdhi()).isFalse();
                assertThat(message.getRegisteredDelivery()).isOne();
            });
        }
    }

    @Test
    void shouldSendALongTextInPartsThatBelongTogether() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD);
                var gateway = bound(centre)) {
            assertThat(gateway.send(new Sms(ANN, "🔥".repeat(40), 0x1234)))
                    .isEqualTo(new DeliveryAnswer.Accepted(List.of("1", "2")));

            assertThat(centre.submitted()).allSatisfy(message -> {
                assertThat(message.isUdhi()).isTrue();
                assertThat(message.getDataCoding()).isEqualTo((byte) 8);
            });
            assertThat(centre.submitted().get(0).getShortMessage()).startsWith(5, 0, 3, 0x34, 2, 1);
            assertThat(centre.submitted().get(1).getShortMessage()).startsWith(5, 0, 3, 0x34, 2, 2);
        }
    }

    @Test
    void shouldGiveUpATextThatIsTooLongForSms() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD);
                var gateway = bound(centre)) {
            assertThat(gateway.send(new Sms(ANN, "a".repeat(255 * 153 + 1), 1)))
                    .isInstanceOf(DeliveryAnswer.RefusedForGood.class);
            assertThat(centre.submitted()).isEmpty();
        }
    }

    @Test
    void shouldSayNotNowWhenThrottledAndForGoodWhenTheNumberIsRefused() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD).doing((message, number, session) -> {
                    throw new ProcessRequestException("no", number == 1 ? 0x58 : 0x0B);
                });
                var gateway = bound(centre)) {
            assertThat(gateway.send(FIRE))
                    .isEqualTo(new DeliveryAnswer.NotNow(Duration.ofSeconds(1), "smpp-0x58: throttled"));
            assertThat(gateway.send(FIRE))
                    .isEqualTo(
                            new DeliveryAnswer.RefusedForGood("smpp-0x0b", "smpp-0x0b: invalid destination address"));
        }
    }

    @Test
    void shouldSayUnclearWhenTheCentreHangsAndGoOnWithTheNextMessage() throws Exception {
        var answered = new CountDownLatch(1);
        try (var centre = new ScriptedCentre(PASSWORD).doing((message, number, session) -> {
                    if (number == 1) {
                        answered.await();
                    }
                    return Integer.toString(number);
                });
                var gateway = bound(centre)) {
            assertThat(gateway.send(FIRE))
                    .isEqualTo(new DeliveryAnswer.Unclear("no answer of the SMS centre within PT2S"));
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.Accepted(List.of("2")));
            answered.countDown();
        }
    }

    @Test
    void shouldSayUnclearWhenTheCentreCutsTheLineBeforeItsAnswerAndBindAgain() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD);
                var gateway = bound(centre)) {
            centre.doing((message, number, session) -> {
                session.close();
                return "lost";
            });

            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Unclear.class);

            centre.doing((message, number, session) -> "kept");
            await().until(gateway::isBound);
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.Accepted(List.of("kept")));
            assertThat(centre.binds()).isEqualTo(2);
        }
    }

    @Test
    void shouldSayNotReachedWhileNobodyListensAndBindWhenSomebodyDoes() throws Exception {
        int port = freePort();
        try (var gateway = new SmppGateway(settings(port, PASSWORD), receipts::add)) {
            await().untilAsserted(() -> assertThat(gateway.send(FIRE))
                    .isInstanceOfSatisfying(DeliveryAnswer.NotReached.class, answer -> assertThat(answer.detail())
                            .startsWith("cannot bind to the SMS centre: ")));

            try (var centre = new ScriptedCentre(PASSWORD, port)) {
                await().until(gateway::isBound);
                assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.Accepted.class);
                assertThat(centre.submitted()).hasSize(1);
            }
        }
    }

    @Test
    void shouldBindEverMoreSlowlyWhileItIsRefused() throws Exception {
        try (var centre = new ScriptedCentre("another");
                var gateway = new SmppGateway(settings(centre.port(), PASSWORD), receipts::add)) {
            await().until(() -> centre.binds() >= 6);

            Duration afterFourDoublingsAtTheLeast = Duration.ofMillis(20 * 16 * 8 / 10);
            assertThat(centre.pauses().get(4)).isGreaterThanOrEqualTo(afterFourDoublingsAtTheLeast);
            assertThat(gateway.send(FIRE)).isInstanceOf(DeliveryAnswer.NotReached.class);
        }
    }

    @Test
    void shouldNoticeByItselfThatASilentCentreIsGone() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var gateway = new SmppGateway(settings(silent.getLocalPort(), PASSWORD), receipts::add)) {
            var accepted = new AtomicInteger();
            Thread.ofVirtual().start(() -> acceptAndSayNothing(silent, accepted));

            await().until(() -> accepted.get() >= 2);

            assertThat(gateway.isBound()).isFalse();
        }
    }

    @Test
    void shouldLeaveNoMoreThanTheWindowUnanswered() throws Exception {
        var unanswered = new AtomicInteger();
        var most = new AtomicInteger();
        var go = new CountDownLatch(1);
        try (var centre = new ScriptedCentre(PASSWORD).doing((message, number, session) -> {
                    most.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
                    go.await();
                    unanswered.decrementAndGet();
                    return Integer.toString(number);
                });
                var gateway = bound(centre);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<DeliveryAnswer>>();
            for (int i = 0; i < 3 * WINDOW; i++) {
                answers.add(threads.submit(() -> gateway.send(FIRE)));
            }
            await().until(() -> unanswered.get() == WINDOW);
            go.countDown();

            for (Future<DeliveryAnswer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(DeliveryAnswer.Accepted.class);
            }
            assertThat(most).hasValue(WINDOW);
        }
    }

    @Test
    void shouldHandOnReceiptsHoweverTheyAreWritten() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD);
                var gateway = bound(centre)) {
            assertThat(gateway.isBound()).isTrue();
            centre.report(
                    "id:0000000001 sub:001 dlvrd:001 submit date:9913450000 done date:bad stat:DELIVRD err:000 text:Fire",
                    ANN.digits());
            centre.report("nonsense", ANN.digits());
            centre.report(
                    "",
                    ANN.digits(),
                    new OptionalParameter.Receipted_message_id("2a"),
                    new OptionalParameter.Message_state((byte) 5));

            assertThat(receipts)
                    .containsExactly(
                            new SmsReceipt("0000000001", ANN.digits(), SmsReceipt.State.DELIVERED),
                            new SmsReceipt("2a", ANN.digits(), SmsReceipt.State.FAILED));
        }
    }

    @Test
    void shouldHandOnAReceiptThatComesBeforeTheAnswer() throws Exception {
        try (var centre = new ScriptedCentre(PASSWORD).doing((message, number, session) -> {
                    ScriptedCentre.report(session, "id:16 stat:DELIVRD text:Fire", ANN.digits());
                    return "10";
                });
                var gateway = bound(centre)) {
            assertThat(gateway.send(FIRE)).isEqualTo(new DeliveryAnswer.Accepted(List.of("10")));

            assertThat(receipts).containsExactly(new SmsReceipt("16", ANN.digits(), SmsReceipt.State.DELIVERED));
        }
    }

    @Test
    void shouldAskForAReceiptAgainThatCouldNotBeTakenIn() throws Exception {
        var full = new AtomicBoolean(true);
        try (var centre = new ScriptedCentre(PASSWORD);
                var gateway = new SmppGateway(settings(centre.port(), PASSWORD), receipt -> {
                    if (full.get()) {
                        throw new IllegalStateException("Kafka is away");
                    }
                    receipts.add(receipt);
                })) {
            await().until(gateway::isBound);
            assertThatThrownBy(() -> centre.report("id:1 stat:DELIVRD", ANN.digits()))
                    .hasMessageContaining("64");
            full.set(false);

            centre.report("id:1 stat:DELIVRD", ANN.digits());

            assertThat(receipts).hasSize(1);
        }
    }

    @Test
    void shouldWriteNeitherPasswordNorTextToTheLogWhateverItsLevel() throws Exception {
        try (var log = CapturedLog.ofEverything();
                var centre = new ScriptedCentre(PASSWORD);
                var gateway = new SmppGateway(settings(centre.port(), PASSWORD), receipts::add)) {
            await().until(gateway::isBound);
            gateway.send(FIRE);
            centre.report("id:1 stat:DELIVRD text:" + FIRE.text(), ANN.digits());
            centre.doing((message, number, session) -> {
                throw new ProcessRequestException("no", 0x0B);
            });
            gateway.send(FIRE);

            List<String> lines = log.linesWithout("Server", "ScriptedCentre");
            assertThat(lines).anySatisfy(line -> assertThat(line).contains("bound to the SMS centre"));
            assertThat(lines).noneMatch(line -> tells(line, PASSWORD) || tells(line, FIRE.text()));
        }
    }

    @Test
    void shouldWriteThePasswordToTheLogIfTheLibraryWereLeftToItself() throws Exception {
        try (var log = CapturedLog.ofEverything();
                var centre = new ScriptedCentre(PASSWORD);
                var gateway = bound(centre)) {
            log.loosen("org.jsmpp.DefaultPDUSender");
            centre.cut();
            await().until(() -> centre.binds() == 2 && gateway.isBound());

            assertThat(log.linesWithout("Server", "ScriptedCentre")).anyMatch(line -> tells(line, PASSWORD));
        }
    }

    @Test
    void shouldShowNoPasswordInItsSettings() {
        assertThat(settings(2775, PASSWORD).toString()).isEqualTo("tocsin at localhost:2775");
        assertThatThrownBy(() -> settings(2775, "much-too-long"))
                .hasMessage("smpp password must be at most 8 characters of ASCII");
    }

    private SmppGateway bound(ScriptedCentre centre) {
        var gateway = new SmppGateway(settings(centre.port(), PASSWORD), receipts::add);
        await().until(gateway::isBound);
        return gateway;
    }

    private static SmppSettings settings(int port, String password) {
        return new SmppSettings(
                "localhost",
                port,
                Optional.empty(),
                "tocsin",
                password,
                "",
                "Tocsin",
                WINDOW,
                Duration.ofSeconds(1),
                RESPONSE,
                Duration.ofMillis(200),
                Duration.ofMillis(20),
                Duration.ofMillis(400));
    }

    private static boolean tells(String line, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
        return line.contains(secret)
                || line.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^0-9a-f]", "")
                        .contains(HexFormat.of().formatHex(bytes));
    }

    private static String text(SubmitSm message) {
        return new String(message.getShortMessage(), StandardCharsets.ISO_8859_1);
    }

    private static void acceptAndSayNothing(ServerSocket silent, AtomicInteger accepted) {
        try {
            while (true) {
                silent.accept();
                accepted.incrementAndGet();
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
