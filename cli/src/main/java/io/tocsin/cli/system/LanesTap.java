package io.tocsin.cli.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Turns the simulated traffic off before the system stops. */
final class LanesTap {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient http;
    private final URI lanes;

    LanesTap(HttpClient http, String simulatorsAddress) {
        this.http = http;
        this.lanes = URI.create(simulatorsAddress + "/lanes");
    }

    /** Whether it was turned off; it ends with the simulators in any case. */
    boolean close() {
        HttpRequest off = HttpRequest.newBuilder(lanes)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"rate\":0}"))
                .build();
        try {
            return http.send(off, HttpResponse.BodyHandlers.discarding()).statusCode() < 300;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
