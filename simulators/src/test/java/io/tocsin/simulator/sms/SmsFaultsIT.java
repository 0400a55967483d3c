package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.tocsin.simulator.inbox.Inbox;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, seen from a client of jSMPP and from the inbox. */
class SmsFaultsIT {
    private static final String PASSWORD = "s3cr3t";
    private static final String ANN = "491701";
    private static final String BEN = "491702";
    private static final long PATIENT = 10_000;

    private final SmsCentre centre = SmsCentre.start(SmsOptions.local("tocsin", PASSWORD));

    @AfterEach
    void stop() {
        centre.close();
    }

    private SmppClient client() throws IOException {
        return client(PATIENT);
    }

    private SmppClient client(long patienceMillis) throws IOException {
        return new SmppClient(centre.port(), PASSWORD, patienceMillis);
    }

    private void plan(String json) {
        centre.behave(SmsPlanJson.read(json.getBytes(UTF_8), centre.healthy()));
    }

    private void always(SmsFault fault) {
        centre.behave(centre.healthy().with(fault));
    }

    private long stored() {
        return centre.inbox().totals().received();
    }

    private List<Inbox.Kept<ReceivedSms>> newest() {
        return centre.inbox().find(message -> true, 100).newest();
    }

    private static int status(@Nullable Throwable failure) {
        return failure instanceof NegativeResponseException negative ? negative.getCommandStatus() : -1;
    }

    @Test
    void shouldTakeMessagesOfEveryAlphabetAndGiveEachAnId() throws Exception {
        try (SmppClient client = client()) {
            String first = client.submit(ANN, "Fire");
            String second = client.submit(ANN, (byte) 0, (byte) 8, "حريق 🔥".getBytes(UTF_16BE));

            assertThat(Long.parseLong(second, 16)).isEqualTo(Long.parseLong(first, 16) + 1);
            assertThat(newest()).extracting(kept -> kept.message().text()).containsExactly("حريق 🔥", "Fire");
            assertThat(newest().getLast().message().parts().getFirst().messageId())
                    .isEqualTo(first);
        }
    }

    @Test
    void shouldPutPartsTogether() throws Exception {
        try (SmppClient client = client()) {
            client.submitPart(ANN, 42, 3, 3, "three");
            client.submitPart(ANN, 42, 3, 1, "one ");
            client.submitPart(BEN, 42, 2, 1, "other ");
            client.submitPart(ANN, 42, 3, 2, "two ");
        }

        assertThat(newest()).extracting(kept -> kept.message().text()).containsExactly("other …", "one two three");
    }

    @Test
    void shouldShowThatTheSameCameAgain() throws Exception {
        try (SmppClient client = client()) {
            client.submit(ANN, "Fire");
            client.submit(BEN, "Fire");
            client.submit(ANN, "Fire");
        }

        assertThat(newest()).extracting(Inbox.Kept::times).containsExactly(2, 1, 2);
        assertThat(centre.inbox().totals().repeats()).isOne();
    }

    @Test
    void shouldRefuseConnectionsWhileOfflineAndTakeThemAtTheSamePortAfterwards() throws Exception {
        int port = centre.port();
        try (SmppClient open = client()) {
            centre.behave(centre.healthy().away());

            await().until(() -> !open.isBound());
            assertThat(centre.listening()).isFalse();
            assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
        }
        centre.behave(centre.healthy());
        assertThat(centre.port()).isEqualTo(port);
        try (SmppClient client = client()) {
            client.submit(ANN, "Fire");
        }
        assertThat(stored()).isOne();
    }

    @Test
    void shouldLetNobodyInWithAWrongPassword() {
        Throwable refusal = catchThrowable(() -> new SmppClient(centre.port(), "wrong", PATIENT));

        assertThat(status(refusal.getCause())).isEqualTo(SmppError.ESME_RINVPASWD.status());
    }

    @ParameterizedTest
    @EnumSource(
            value = SmppError.class,
            names = {"ESME_RBINDFAIL", "ESME_RINVPASWD"})
    void shouldLetNobodyInWhenToldSo(SmppError error) throws Exception {
        plan("{\"refuseBind\":\"%s\"}".formatted(error));

        assertThat(status(catchThrowable(this::client).getCause())).isEqualTo(error.status());
        assertThat(centre.count(SmsResult.BIND_REFUSED)).isOne();

        centre.behave(centre.healthy());
        client().close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SmppError.class,
            names = {"ESME_RMSGQFUL", "ESME_RSYSERR", "ESME_RTHROTTLED", "ESME_RSUBMITFAIL"})
    void shouldRefuseAndTakeTheNext(SmppError error) throws Exception {
        always(new SmsFault.Refuse(1, error));

        try (SmppClient client = client()) {
            assertThat(status(catchThrowable(() -> client.submit(ANN, "Fire")))).isEqualTo(error.status());
            assertThat(stored()).isZero();

            centre.behave(centre.healthy());
            client.submit(ANN, "Fire");
        }
        assertThat(stored()).isOne();
    }

    @Test
    void shouldRefuseNamedNumbersOnly() throws Exception {
        plan("{\"numbers\":[{\"number\":\"+" + ANN + "\",\"status\":\"ESME_RINVDSTADR\"}]}");

        try (SmppClient client = client()) {
            assertThat(status(catchThrowable(() -> client.submit(ANN, "Fire"))))
                    .isEqualTo(SmppError.ESME_RINVDSTADR.status());
            client.submit(BEN, "Fire");
        }
        assertThat(stored()).isOne();
        assertThat(centre.count(SmsResult.NUMBER_REFUSED)).isOne();
    }

    @Test
    void shouldTakeSoManyASecondAndNoMore() throws Exception {
        plan("{\"perSecond\":3}");
        var statuses = new ArrayList<Integer>();

        try (SmppClient client = client()) {
            for (int i = 0; i < 5; i++) {
                statuses.add(status(catchThrowable(() -> client.submit(ANN, "Fire"))));
            }
            assertThat(statuses).containsExactly(-1, -1, -1, 0x58, 0x58);
            await().until(() -> catchThrowable(() -> client.submit(ANN, "Fire")) == null);
        }
        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void shouldStoreTheMessageAndDropTheConnection() throws Exception {
        always(new SmsFault.AcceptThenDrop(1));

        try (SmppClient client = client(500)) {
            assertThat(catchThrowable(() -> client.submit(ANN, "Fire"))).isInstanceOf(ResponseTimeoutException.class);
            assertThat(client.isBound()).isFalse();
        }
        assertThat(stored()).isOne();
        assertThat(centre.count(SmsResult.TAKEN_UNANSWERED)).isOne();
    }

    @Test
    void shouldCutTheConnectionAndStoreNothing() throws Exception {
        always(new SmsFault.Cut(1));

        try (SmppClient client = client(500)) {
            assertThat(catchThrowable(() -> client.submit(ANN, "Fire"))).isInstanceOf(ResponseTimeoutException.class);
            assertThat(client.isBound()).isFalse();
        }
        assertThat(stored()).isZero();
        assertThat(centre.count(SmsResult.CUT)).isOne();
    }

    @Test
    void shouldNotAnswerButAnswerOthersMeanwhile() throws Exception {
        always(new SmsFault.Hang(1, Duration.ofHours(1), false));

        try (SmppClient client = client(300)) {
            assertThat(catchThrowable(() -> client.submit(ANN, "Fire"))).isInstanceOf(ResponseTimeoutException.class);
            assertThat(stored()).isZero();

            centre.behave(centre.healthy());
            client.submit(BEN, "Fire");
        }
        assertThat(stored()).isOne();
        assertThat(centre.count(SmsResult.HUNG)).isOne();
    }

    @Test
    void shouldCutTheConnectionAfterTheHang() throws Exception {
        always(new SmsFault.Hang(1, Duration.ofMillis(100), false));

        try (SmppClient client = client(500)) {
            assertThat(catchThrowable(() -> client.submit(ANN, "Fire"))).isInstanceOf(ResponseTimeoutException.class);
            assertThat(client.isBound()).isFalse();
        }
    }

    @Test
    void shouldStoreAtOnceAndAnswerLate() throws Exception {
        always(new SmsFault.Hang(1, Duration.ofMillis(500), true));

        try (SmppClient client = client()) {
            long start = System.nanoTime();
            assertThat(client.submit(ANN, "Fire")).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(499));
        }
        assertThat(stored()).isOne();
    }

    @Test
    void shouldTakeItsTimeForEachAnswerButNotOneAfterTheOther() throws Exception {
        plan("{\"slowMillis\":300}");
        var failures = ConcurrentHashMap.newKeySet();

        try (SmppClient client = client()) {
            long start = System.nanoTime();
            List<Thread> threads = IntStream.range(0, 50)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        Throwable failure = catchThrowable(() -> client.submit(ANN, "Fire " + i));
                        if (failure != null) {
                            failures.add(failure);
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            // One after the other it would be 15 s.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(299), Duration.ofSeconds(8));
        }
        assertThat(failures).isEmpty();
        assertThat(stored()).isEqualTo(50);
    }

    @Test
    void shouldSendAReceiptForEachMessage() throws Exception {
        try (SmppClient client = client()) {
            String id = client.submit(ANN, "Fire");

            await().until(() -> client.receipts().size() == 1);
            assertThat(client.receipts().getFirst())
                    .matches("id:" + id + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10}"
                            + " stat:DELIVRD err:000 text:");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hex, decimal, %x, %d",
        "decimal, hex, %d, %x",
        "hex, upperHex, %x, %X",
        "decimal, paddedDecimal, %d, %019d",
        "upperHex, paddedHex, %X, %016x"
    })
    void shouldWriteTheNumberOneWayInTheAnswerAndAnotherInTheReceipt(
            String answer, String receipt, String answerFormat, String receiptFormat) throws Exception {
        plan("{\"ids\":\"%s\",\"receipts\":{\"ids\":\"%s\"}}".formatted(answer, receipt));

        try (SmppClient client = client()) {
            String id = client.submit(ANN, "Fire");
            await().until(() -> client.receipts().size() == 1);

            String told = client.receipts().getFirst().replaceFirst("id:(\\S+) .*", "$1");
            long number = Long.parseLong(id, answer.equals("decimal") ? 10 : 16);
            assertThat(id).isEqualTo(String.format(answerFormat, number));
            assertThat(told).isEqualTo(String.format(receiptFormat, number));
        }
    }

    @Test
    void shouldSendTheReceiptBeforeTheAnswer() throws Exception {
        plan("{\"receipts\":{\"oddities\":[{\"kind\":\"beforeAnswer\",\"share\":1}]}}");

        try (SmppClient client = client()) {
            for (int i = 0; i < 20; i++) {
                client.submit(ANN, "Fire " + i);
                assertThat(client.receipts()).hasSize(i + 1);
            }
        }
    }

    @Test
    void shouldSendNoReceiptOrTwoOrABadOne() throws Exception {
        try (SmppClient client = client()) {
            plan("{\"receipts\":{\"oddities\":[{\"kind\":\"never\",\"share\":1}]}}");
            String silent = client.submit(ANN, "one");
            plan("{\"receipts\":{\"oddities\":[{\"kind\":\"twice\",\"share\":1}]}}");
            String twice = client.submit(ANN, "two");
            plan("{\"receipts\":{\"oddities\":[{\"kind\":\"undelivered\",\"share\":1}]}}");
            String bad = client.submit(ANN, "three");

            await().until(() -> client.receipts().size() == 3);
            assertThat(client.receipts())
                    .noneMatch(receipt -> receipt.contains(silent))
                    .filteredOn(receipt -> receipt.contains(twice))
                    .hasSize(2);
            assertThat(client.receipts())
                    .filteredOn(receipt -> receipt.contains(bad))
                    .singleElement()
                    .asString()
                    .contains("stat:UNDELIV", "dlvrd:000");
        }
    }

    @Test
    void shouldKeepReceiptsUntilSomebodyBindsWhoTakesThem() throws Exception {
        plan("{\"receipts\":{\"afterMillis\":300}}");
        try (SmppClient client = client()) {
            client.submit(ANN, "Fire");
        }
        await().until(() -> centre.count(ReceiptResult.POSTPONED) == 1);

        try (SmppClient client = client()) {
            await().until(() -> client.receipts().size() == 1);
        }
    }

    @Test
    void shouldSendManyReceiptsWithoutOverrunningTheClient() throws Exception {
        try (SmppClient client = client()) {
            for (int i = 0; i < 200; i++) {
                client.submit(ANN, "Fire " + i);
            }
            await().until(() -> client.receipts().size() == 200);
        }
        assertThat(centre.count(ReceiptResult.REFUSED)).isZero();
    }

    @Test
    void shouldStrikeTheSameMessagesAgainUnderTheSameSeed() throws Exception {
        String plan = "{\"seed\":7,\"faults\":[{\"kind\":\"refuse\",\"status\":\"ESME_RMSGQFUL\",\"share\":0.3}]}";

        List<Integer> first = statuses(plan);

        assertThat(statuses(plan)).isEqualTo(first);
        assertThat(first).contains(-1, 0x14);
    }

    private List<Integer> statuses(String plan) throws Exception {
        plan(plan);
        var statuses = new ArrayList<Integer>();
        try (SmppClient client = client()) {
            for (int i = 0; i < 40; i++) {
                statuses.add(status(catchThrowable(() -> client.submit(ANN, "Fire"))));
            }
        }
        return statuses;
    }

    @Test
    void shouldHangUpOnWhoeverSpeaksAnotherProtocol() throws Exception {
        try (var socket = new Socket(InetAddress.getByName("localhost"), centre.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));

            while (socket.getInputStream().read() >= 0) {}
        }
    }
}
