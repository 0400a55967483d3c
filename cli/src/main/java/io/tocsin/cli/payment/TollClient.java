package io.tocsin.cli.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.cli.http.ServiceClient;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.VehicleId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The HTTP interface of toll-payments. */
final class TollClient {
    private static final int ACCEPTED = 202;
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;

    private final ServiceClient service;

    /** @param address for example {@code http://localhost:8081} */
    TollClient(String address) {
        this.service = new ServiceClient("toll-payments", address);
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

    /** @throws CommandFailure when it is not accepted, with the service's own reason */
    void pay(PaymentId id, Request request) {
        HttpResponse<byte[]> answer = service.exchange(service.request("/payments")
                .header("Idempotency-Key", id.text())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(request)))
                .build());
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
        HttpResponse<byte[]> answer =
                service.exchange(service.request("/payments/" + id).build());
        return switch (answer.statusCode()) {
            case FOUND -> Optional.of(Json.read(answer.body(), PaymentSnapshot.class));
            case NOT_FOUND -> Optional.empty();
            default -> throw refused("toll-payments cannot say what became of " + id + ": ", answer);
        };
    }

    private static CommandFailure refused(String what, HttpResponse<byte[]> answer) {
        return ServiceClient.refused(what, answer, " with the same --id");
    }
}
