package io.tocsin.simulator.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Speaks to the admin port as an operator of the simulators does. */
final class AdminClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private AdminClient() {}

    /** @param body JSON, or empty */
    static HttpResponse<String> send(URI admin, String method, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(admin.resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The body of an answer. */
    static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(UTF_8), JsonNode.class);
    }
}
