package io.tocsin.cli.system;

import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/** Asks toll-payments how payments are doing. */
final class TollWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String SILENT = "toll-payments does not answer";

    private final HttpClient http;
    private final URI balance;
    private final Clock clock;
    private final StatusLine line = new StatusLine();

    TollWatch(HttpClient http, String tollAddress, Clock clock) {
        this.http = http;
        this.balance = URI.create(tollAddress + "/balance");
        this.clock = clock;
    }

    /** One line about it, whatever happens. */
    String now() {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(balance).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            return line.of(Json.read(answer.body(), TollBalance.class), clock.instant());
        } catch (IOException | IllegalArgumentException e) {
            return SILENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SILENT;
        }
    }
}
