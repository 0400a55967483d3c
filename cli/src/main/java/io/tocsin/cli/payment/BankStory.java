package io.tocsin.cli.payment;

import io.tocsin.model.InvalidFieldException;
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

    /**
     * Empty when it holds nothing.
     *
     * @throws BankNotAskedException when it cannot be asked: then it may hold something
     */
    List<StoryLine> of(PaymentId id) {
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(simulatorsAddress + "/ledger/charges/" + id))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != FOUND) {
                throw notAsked("it answers with HTTP status " + answer.statusCode());
            }
            return Json.read(answer.body(), Charges.class).charges().stream()
                    .map(Charge::line)
                    .toList();
        } catch (IOException e) {
            throw notAsked("it does not answer (" + e.getClass().getSimpleName() + ")");
        } catch (InvalidFieldException e) {
            throw notAsked("its answer cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notAsked("interrupted");
        }
    }

    private BankNotAskedException notAsked(String why) {
        return new BankNotAskedException("the simulated bank at " + simulatorsAddress + " cannot be asked: " + why);
    }

    /** What the bank has of a payment is not known. The message is for people. */
    static final class BankNotAskedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BankNotAskedException(String message) {
            super(message);
        }
    }
}
