package io.tocsin.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** What can be asked of any service over HTTP. */
public class ServiceClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI base;

    /** @param base where the service is */
    ServiceClient(URI base) {
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
    public final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    /** Asks. */
    public final Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    /** Asks for what is there. */
    public final Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    /** Whether it says that it is ready. */
    public final boolean isReady() {
        try {
            return get("/q/health/ready").status() == 200;
        } catch (IOException | InvalidFieldException notYet) {
            return false;
        }
    }
}
