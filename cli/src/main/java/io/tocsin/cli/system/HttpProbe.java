package io.tocsin.cli.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a service's readiness endpoint (MicroProfile Health). */
final class HttpProbe implements Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int HTTP_OK = 200;

    private final HttpClient http;
    private final URI ready;

    HttpProbe(HttpClient http, String address) {
        this.http = http;
        this.ready = URI.create(address + "/q/health/ready");
    }

    @Override
    public Readiness ask() {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(ready).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == HTTP_OK ? new Readiness.Ready() : reason(answer);
        } catch (ConnectException e) {
            return new Readiness.NotReady("does not listen");
        } catch (HttpTimeoutException e) {
            return new Readiness.NotReady("does not answer within " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            return new Readiness.NotReady("does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness.NotReady("was not asked to the end");
        }
    }

    private static Readiness reason(HttpResponse<byte[]> answer) {
        try {
            List<Check> checks = Json.read(answer.body(), Health.class).checks();
            String down = checks.stream()
                    .filter(check -> !"UP".equals(check.status()))
                    .map(Check::inWords)
                    .collect(Collectors.joining("; "));
            return new Readiness.NotReady(down);
        } catch (IllegalArgumentException e) {
            return new Readiness.NotReady("answers HTTP status " + answer.statusCode());
        }
    }

    private record Health(@JsonProperty("checks") List<Check> checks) {}

    private record Check(
            @JsonProperty("name") String name,
            @JsonProperty("status") String status,
            @JsonProperty("data") @Nullable Map<String, Object> data) {
        String inWords() {
            if (data == null || data.isEmpty()) {
                return name;
            }
            Object reason = data.get("reason");
            return name + ": " + (reason == null ? data.toString() : reason);
        }
    }
}
