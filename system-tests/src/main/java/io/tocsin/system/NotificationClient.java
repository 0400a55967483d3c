package io.tocsin.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.notification.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What callers of notifications can ask over HTTP. */
public final class NotificationClient extends ServiceClient {
    /** @param base where notifications is */
    public NotificationClient(URI base) {
        super(base);
    }

    /** The books of one channel, as it tells them. */
    public JsonNode balance(Channel channel) {
        return ask("/balance").json().path(channel == Channel.EMAIL ? "emails" : "sms");
    }

    /** What its readiness tells. */
    public JsonNode readiness() {
        for (JsonNode check : ask("/q/health/ready").json().path("checks")) {
            if (check.path("name").asText().equals("people are told")) {
                return check.path("data");
            }
        }
        throw new IllegalStateException("the readiness of notifications has no check \"people are told\"");
    }

    /** How many people it knows. */
    public int people() {
        return readiness().path("people in the on-call directory").asInt();
    }

    /**
     * The sum of a metric over all its labels, of those lines that have this one.
     *
     * @param label as {@code calls="mail"}
     */
    public double metric(String name, String label) {
        Pattern line = Pattern.compile(Pattern.quote(name) + "\\{[^}]*" + Pattern.quote(label) + "[^}]*} (\\S+)");
        return Arrays.stream(ask("/q/metrics").text().split("\n"))
                .map(line::matcher)
                .filter(matcher -> matcher.matches())
                .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
                .sum();
    }

    /** Opens the link in a message. */
    public Answer open(URI link) throws IOException {
        return get(link.getPath());
    }

    /** Presses the button behind the link in a message. */
    public Answer press(URI link) throws IOException {
        return send(request(link.getPath()).POST(BodyPublishers.noBody()).build());
    }

    private Answer ask(String path) {
        try {
            return get(path);
        } catch (IOException e) {
            throw new UncheckedIOException("notifications does not answer " + path, e);
        }
    }
}
