package io.tocsin.cli.payment;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the simulated bank's own ledger says of one payment. */
final class BankStory {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int FOUND = 200;

    private final String simulatorsAddress;

    BankStory(String simulatorsAddress) {
        this.simulatorsAddress = simulatorsAddress;
    }

    private record Charges(List<Charge> charges) {}

    private record Charge(
            String chargeId, String status, @Nullable String code, Money amount, Instant createdAt) {
        StoryLine line() {
            return new StoryLine(
                    createdAt,
                    "the bank",
                    status + (code == null ? "" : ", " + code) + ": " + amount + ", " + chargeId);
        }
    }

    /** Empty when it holds nothing, and when there is no simulated bank to ask. */
    List<StoryLine> of(PaymentId id) {
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(simulatorsAddress + "/ledger/charges/" + id))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == FOUND
                    ? Json.read(answer.body(), Charges.class).charges().stream()
                            .map(Charge::line)
                            .toList()
                    : List.of();
        } catch (IOException | IllegalArgumentException noSimulatedBank) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
