package io.tocsin.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.system.check.Books;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What callers of toll-payments can ask over HTTP. */
public final class TollClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI base;

    /** @param base where toll-payments is */
    public TollClient(URI base) {
        this.base = base;
    }

    /** An answer. */
    public record Answer(int status, HttpResponse<byte[]> response) {
        /** The media type; empty when there is none. */
        public String contentType() {
            return header("Content-Type").orElse("");
        }

        /** The first header of that name. */
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** The body, which must be JSON. */
        public JsonNode json() {
            return Json.read(response.body(), JsonNode.class);
        }

        /** The body as it is. */
        public String text() {
            return new String(response.body(), UTF_8);
        }

        /** Whether it is a problem as RFC 9457 has it. */
        public boolean isProblem() {
            return contentType().equals("application/problem+json")
                    && json().path("status").asInt() == status
                    && !json().path("title").asText().isEmpty()
                    && !json().path("type").asText().isEmpty();
        }
    }

    /** A request to be completed and given to {@link #send}. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    /** Asks. */
    public Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    /** Asks for what is there. */
    public Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    /** Asks for a payment. */
    public Answer post(PendingPayment payment) throws IOException {
        return post(payment.paymentId().text(), body(payment));
    }

    /** Asks for a payment with any body. */
    public Answer post(String key, byte[] body) throws IOException {
        return send(request("/payments")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** A payment as the body of a request. */
    public static byte[] body(PendingPayment payment) {
        var body = new LinkedHashMap<String, Object>();
        body.put("vehicle", payment.vehicle());
        body.put("amount", payment.amount());
        body.put("card", payment.card());
        return Json.write(body);
    }

    /** Where a payment stands; empty when the service knows no such payment or cannot tell. */
    public Optional<String> stateOf(PaymentId id) throws IOException {
        Answer answer = get("/payments/" + id);
        return answer.status() == 200 ? Optional.of(answer.json().path("state").asText()) : Optional.empty();
    }

    /** Its books, as it tells them. */
    public JsonNode balance() {
        try {
            return get("/balance").json();
        } catch (IOException e) {
            throw new UncheckedIOException("no balance from " + base, e);
        }
    }

    /** Its books. */
    public Books books() throws IOException {
        Answer answer = get("/balance");
        if (answer.status() != 200) {
            throw new IOException(base + "/balance answered " + answer.status());
        }
        return Json.read(answer.response().body(), Books.class);
    }

    /** Whether it takes payments. */
    public boolean isReady() {
        try {
            return get("/q/health/ready").status() == 200;
        } catch (IOException | InvalidFieldException notYet) {
            return false;
        }
    }
}
