package io.tocsin.cli.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.VehicleId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of toll-payments. */
final class TollClient {
    /** More than the service itself waits for Kafka. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int ACCEPTED = 202;
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final String address;

    /** @param address for example {@code http://localhost:8081} */
    TollClient(String address) {
        this.address = address;
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * What is sent.
     *
     * @param vehicle who passed
     * @param amount what to charge
     * @param card who pays
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(VehicleId vehicle, Money amount, Card card) {}

    private record Problem(
            @Nullable String title,
            @Nullable String detail,
            @Nullable String field) {
        String inWords(int status) {
            String what = detail == null ? title == null ? "HTTP status " + status : title : detail;
            return field == null || what.startsWith(field) ? what : field + ": " + what;
        }
    }

    /** @throws CommandFailure when it is not accepted, with the service's own reason */
    void pay(PaymentId id, Request request) {
        HttpResponse<byte[]> answer = exchange(HttpRequest.newBuilder(URI.create(address + "/payments"))
                .header("Idempotency-Key", id.text())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(request))));
        if (answer.statusCode() != ACCEPTED) {
            throw refused("payment " + id + " was not accepted: ", answer);
        }
    }

    /**
     * Asks after a payment; empty when it is not known.
     *
     * @throws CommandFailure when the service cannot say
     */
    Optional<PaymentSnapshot> find(PaymentId id) {
        HttpResponse<byte[]> answer = exchange(HttpRequest.newBuilder(URI.create(address + "/payments/" + id)));
        return switch (answer.statusCode()) {
            case FOUND -> Optional.of(Json.read(answer.body(), PaymentSnapshot.class));
            case NOT_FOUND -> Optional.empty();
            default -> throw refused("toll-payments cannot say what became of " + id + ": ", answer);
        };
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "toll-payments does not answer at " + address + " ("
                            + e.getClass().getSimpleName() + "): is it running? See ./tocsin status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while toll-payments was asked", e);
        }
    }

    private static CommandFailure refused(String what, HttpResponse<byte[]> answer) {
        String again = answer.headers()
                .firstValue("Retry-After")
                .map(seconds -> "; try again in " + seconds + " s with the same --id")
                .orElse("");
        try {
            Problem problem = Json.read(answer.body(), Problem.class);
            return CommandFailure.failed(what + problem.inWords(answer.statusCode()) + again);
        } catch (IllegalArgumentException e) {
            return CommandFailure.failed(what + "HTTP status " + answer.statusCode() + again, e);
        }
    }
}
