package io.tocsin.cli.http;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks to one service, and tells people what it says when it refuses (RFC 9457). */
public final class ServiceClient {
    /** More than a service itself waits for Kafka. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final String service;
    private final String address;

    /**
     * @param service its name, for people
     * @param address for example {@code http://localhost:8081}
     */
    public ServiceClient(String service, String address) {
        this.service = service;
        this.address = address;
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private record Problem(
            @Nullable String title,
            @Nullable String detail,
            @Nullable String field) {
        String inWords(int status) {
            String what = detail == null ? title == null ? "HTTP status " + status : title : detail;
            return field == null || what.startsWith(field) ? what : field + ": " + what;
        }
    }

    /** A request to the service, to be completed. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    /** @throws CommandFailure when it does not answer */
    public HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw CommandFailure.failed(
                    service + " does not answer at " + address + " ("
                            + e.getClass().getSimpleName() + "): is it running? See ./tocsin status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while " + service + " was asked", e);
        }
    }

    /**
     * What to fail with when the answer is a refusal: the service's own reason.
     *
     * @param what happened, up to the reason
     * @param again how to try again, when it asks to
     */
    public static CommandFailure refused(String what, HttpResponse<byte[]> answer, String again) {
        String later = answer.headers()
                .firstValue("Retry-After")
                .map(seconds -> "; try again in " + seconds + " s" + again)
                .orElse("");
        try {
            Problem problem = Json.read(answer.body(), Problem.class);
            return CommandFailure.failed(what + problem.inWords(answer.statusCode()) + later);
        } catch (IllegalArgumentException e) {
            return CommandFailure.failed(what + "HTTP status " + answer.statusCode() + later, e);
        }
    }
}
