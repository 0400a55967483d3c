package io.tocsin.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.system.check.Books;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What callers of toll-payments can ask over HTTP. */
public final class TollClient extends ServiceClient {
    /** @param base where toll-payments is */
    public TollClient(URI base) {
        super(base);
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
            throw new UncheckedIOException("no balance", e);
        }
    }

    /** Its books. */
    public Books books() throws IOException {
        Answer answer = get("/balance");
        if (answer.status() != 200) {
            throw new IOException("/balance answered " + answer.status());
        }
        return Json.read(answer.response().body(), Books.class);
    }
}
