package io.tocsin.simulator.bank;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tocsin.model.payment.PaymentId;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Speaks to a bank as its contract has it. */
final class BankClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;

    BankClient(int port) {
        this.port = port;
    }

    static PaymentId newPayment() {
        return PaymentId.of(UUID.randomUUID().toString());
    }

    static String body(PaymentId payment, long minorUnits, String token) {
        return """
                {"paymentId":"%s","amount":{"minorUnits":%d,"currency":"EUR"},"cardToken":"%s"}""".formatted(payment, minorUnits, token);
    }

    HttpResponse<String> charge(PaymentId payment) throws IOException, InterruptedException {
        return charge(payment.text(), body(payment, 1275, "tok_visa_1"));
    }

    HttpResponse<String> charge(String key, String body) throws IOException, InterruptedException {
        return http.send(chargeRequest(key, body).build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> chargeLater(PaymentId payment) {
        return http.sendAsync(
                chargeRequest(payment.text(), body(payment, 1275, "tok_visa_1")).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> inquire(PaymentId payment) throws IOException, InterruptedException {
        return get("/charges/" + payment);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    HttpRequest.Builder chargeRequest(String key, String body) {
        return request("/charges")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10));
    }

    /** Everything that the bank sends before it closes the connection. */
    String chargeUntilClosed(PaymentId payment) throws IOException {
        String body = body(payment, 1275, "tok_visa_1");
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("""
                    POST /charges HTTP/1.1\r
                    Host: localhost\r
                    Idempotency-Key: %s\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(payment, body.length(), body).getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
