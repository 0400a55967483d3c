package io.tocsin.toll.bank;

import static io.tocsin.toll.bank.Charges.BOUNDS;
import static io.tocsin.toll.bank.Charges.aCharge;
import static io.tocsin.toll.bank.Charges.approval;
import static io.tocsin.toll.bank.Charges.bankAt;
import static io.tocsin.toll.bank.ScriptedLine.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.toll.payment.Bank.Charge;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No charge leaves for a bank that cannot prove who it is. */
@Timeout(60)
class HttpBankOverTlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final int REPETITIONS = 200;
    private static final Duration MARGIN = Duration.ofSeconds(2);
    /** The first handshake of a JVM takes its time. */
    private static final BankClient.Bounds ROOMY =
            new BankClient.Bounds(8, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static Certificates certificates;

    private final Charge charge = aCharge();

    @BeforeAll
    static void trustTheAuthority(@TempDir Path directory) throws Exception {
        certificates = new Certificates(directory);
        System.setProperty(TRUST_STORE, certificates.trusted().toString());
        System.setProperty(TRUST_STORE_PASSWORD, Certificates.password());
    }

    @AfterAll
    static void trustAsUsual() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    private ScriptedLine lineWith(String certificate) throws GeneralSecurityException, IOException {
        ServerSocket server = certificates
                .server(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new ScriptedLine(
                server, (caller, number) -> caller.write(answer("201 Created", "application/json", approval(charge))));
    }

    private static HttpBank bankOverTls(int port, BankClient.Bounds bounds) {
        return bankAt(URI.create("https://localhost:" + port), Optional.empty(), bounds);
    }

    @Test
    void shouldChargeAtABankThatProvesItsName() throws Exception {
        try (var line = lineWith("right");
                var bank = bankOverTls(line.port(), ROOMY)) {
            assertThat(bank.charge(charge)).isEqualTo(new ChargeAnswer.Approved("ch_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-name", "expired", "self-signed"})
    void shouldSendNothingToABankThatDoesNot(String certificate) throws Exception {
        try (var line = lineWith(certificate);
                var bank = bankOverTls(line.port(), ROOMY)) {
            for (int i = 0; i < REPETITIONS; i++) {
                assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Unclear.class);
            }
            assertThat(bank.inquire(charge)).isInstanceOf(ChargeInquiry.Unclear.class);

            assertThat(line.requests()).isEmpty();
            await().until(() -> line.openConnections() == 0);
            assertThat(line.mostHeldConnections()).isLessThanOrEqualTo(ROOMY.connections());
        }
    }

    @Test
    void shouldSendNothingToABankThatSpeaksNoTls() throws Exception {
        try (var line = new ScriptedLine((caller, number) -> caller.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
                var bank = bankOverTls(line.port(), BOUNDS)) {
            assertThatItIsSoonUnclear(bank);
            assertThat(line.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldNotWaitLongForAHandshake(int bytesAtATime) throws Exception {
        List<Socket> callers = new CopyOnWriteArrayList<>();
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var bank = bankOverTls(server.getLocalPort(), BOUNDS)) {
            Thread.ofVirtual().start(() -> trickle(server, callers, bytesAtATime));

            assertThatItIsSoonUnclear(bank);
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    /** The head of a TLS record of 16,000 bytes, and then one byte after the other, or none. */
    private static void trickle(ServerSocket server, List<Socket> callers, int bytesAtATime) {
        try {
            Socket caller = server.accept();
            callers.add(caller);
            if (bytesAtATime == 0) {
                return;
            }
            caller.getOutputStream().write(new byte[] {22, 3, 3, 62, (byte) 128});
            while (true) {
                caller.getOutputStream().write(new byte[bytesAtATime]);
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException goneAway) {
            // The caller has hung up: that is what is being tested.
            return;
        }
    }

    private void assertThatItIsSoonUnclear(HttpBank bank) {
        long start = System.nanoTime();
        ChargeAnswer answer = bank.charge(charge);

        assertThat(answer).isInstanceOfAny(ChargeAnswer.Unclear.class, ChargeAnswer.NotReached.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(BOUNDS.total().plus(MARGIN));
    }
}
