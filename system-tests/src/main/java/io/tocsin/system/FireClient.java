package io.tocsin.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.FloorId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What callers of fire-detection can ask over HTTP, and the people of its user file. */
public final class FireClient extends ServiceClient {

    /** Somebody with an account. */
    public enum Person {
        /** May look. */
        VIEWER,
        /** May act. */
        OPERATOR,
        /** May disable too. */
        SUPERVISOR;

        private String role() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String password() {
            return "password-of-" + role();
        }

        private String authorization() {
            return basic(role(), password());
        }
    }

    /** @param base where fire-detection is */
    public FireClient(URI base) {
        super(base);
    }

    /** The lines of the user file: everybody is called like their role. */
    static List<String> users() {
        return Arrays.stream(Person.values())
                .map(person -> person.role() + " " + person.role() + " " + person.password())
                .toList();
    }

    /** A header of HTTP Basic. */
    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    /** Hands in signals; any body. */
    public Answer signals(String body) throws IOException {
        return send(request("/signals")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Looks as a viewer. */
    public Answer look(String path) throws IOException {
        return send(request(path)
                .header("Authorization", Person.VIEWER.authorization())
                .GET()
                .build());
    }

    /** Acts. */
    public Answer act(Person person, String path, String body) throws IOException {
        return act(person.authorization(), path, body);
    }

    /** Acts with any header. */
    public Answer act(String authorization, String path, String body) throws IOException {
        return send(acting(path, body).header("Authorization", authorization).build());
    }

    /** An action to be completed. */
    public HttpRequest.Builder acting(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /** Acts on a floor, as an operator. */
    public Answer onFloor(FloorId floor, String action) throws IOException {
        return act(
                Person.OPERATOR, "/floors/" + floor + "/actions", "{\"action\":\"" + action + "\",\"why\":\"a test\"}");
    }
}
