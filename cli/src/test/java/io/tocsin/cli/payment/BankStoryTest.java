package io.tocsin.cli.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.model.payment.PaymentId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the bank has nothing is one thing, that it cannot be asked another. */
class BankStoryTest {
    private static final PaymentId ID = PaymentId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");

    private HttpServer simulators;

    @BeforeEach
    void start() throws IOException {
        simulators = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        simulators.start();
    }

    @AfterEach
    void stop() {
        simulators.stop(0);
    }

    private BankStory answering(int status, String body) {
        simulators.createContext("/ledger/charges/" + ID, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return new BankStory("http://localhost:" + simulators.getAddress().getPort());
    }

    @Test
    void shouldTellWhatTheBankHas() {
        assertThat(answering(200, """
                        {"paymentId":"%s","charges":[{"chargeId":"ch_1","status":"declined","code":"lost-card",
                        "amount":{"minorUnits":1275,"currency":"EUR"},"createdAt":"2025-01-06T08:30:00Z"}]}""".formatted(ID)).of(ID))
                .extracting(StoryLine::what)
                .containsExactly("declined, lost-card: 12.75 EUR, ch_1");
    }

    @Test
    void shouldTellThatTheBankHasNothing() {
        assertThat(answering(200, "{\"charges\":[]}").of(ID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"500, oops, HTTP status 500", "404, {}, HTTP status 404", "200, <html>, cannot be read"})
    void shouldNotTakeATroubledBankForAnEmptyOne(int status, String body, String why) {
        BankStory story = answering(status, body);

        assertThatThrownBy(() -> story.of(ID))
                .isInstanceOf(BankStory.BankNotAskedException.class)
                .hasMessageContaining("cannot be asked")
                .hasMessageContaining(why);
    }

    @Test
    void shouldNotTakeABankThatIsAwayForAnEmptyOne() throws IOException {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        var story = new BankStory("http://localhost:" + port);

        assertThatThrownBy(() -> story.of(ID))
                .isInstanceOf(BankStory.BankNotAskedException.class)
                .hasMessageContaining("does not answer");
    }
}
