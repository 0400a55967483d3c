package io.tocsin.cli.detectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.cli.http.ServiceClient;
import io.tocsin.cli.system.UserFile.User;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What operators ask of fire detection over HTTP. */
final class FireClient {
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;

    private final ServiceClient service;
    private final User user;

    /** @param address for example {@code http://localhost:8082} */
    FireClient(String address, User user) {
        this.service = new ServiceClient("fire-detection", address);
        this.user = user;
    }

    /**
     * What is asked for.
     *
     * @param action {@code disable}, {@code test} or {@code enable}
     * @param howLong how long it holds, in ISO-8601; null for {@code enable}
     * @param why in the operator's words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            String action, @JsonProperty("for") @Nullable String howLong, String why) {}

    private record Recorded(String actionId) {}

    /**
     * Asks for it.
     *
     * @return the id under which it is on record
     * @throws CommandFailure when it is refused, with the service's own reason
     */
    String act(DetectorId detector, Request request) {
        HttpResponse<byte[]> answer = service.exchange(service.request("/detectors/" + detector + "/actions")
                .header("Content-Type", "application/json")
                .header("Authorization", user.authorization())
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(request)))
                .build());
        return switch (answer.statusCode()) {
            case ACCEPTED -> Json.read(answer.body(), Recorded.class).actionId();
            case UNAUTHORIZED ->
                throw CommandFailure.failed("fire-detection does not know " + user.name()
                        + " with this password: name the users' file that it was started with (--users)");
            default ->
                throw ServiceClient.refused(request.action() + " detector " + detector + " was refused: ", answer, "");
        };
    }
}
