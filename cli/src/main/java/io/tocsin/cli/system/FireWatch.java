package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Asks fire-detection how the building is. */
final class FireWatch {
    private static final String VIEWER = "viewer";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int FOUND = 200;
    private static final Set<String> LATCHED = Set.of("alarm", "acknowledged", "silenced");

    private final HttpClient http;
    private final String address;
    private final UserFile users;

    /** @param users who may look: a person named {@code viewer} must be in it */
    FireWatch(HttpClient http, String address, UserFile users) {
        this.http = http;
        this.address = address;
        this.users = users;
    }

    private record Floors(boolean complete, List<Floor> floors) {}

    private record Floor(String floor, String state, Valve valve) {}

    private record Valve(String told, boolean fault) {}

    /** How it is; empty when that cannot be found out. */
    Optional<BuildingState> ask() {
        try {
            Optional<byte[]> floors = get("/floors");
            Optional<byte[]> metrics = get("/q/metrics");
            return floors.isEmpty() || metrics.isEmpty()
                    ? Optional.empty()
                    : Optional.of(state(
                            Json.read(floors.get(), Floors.class), new String(metrics.get(), StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException | CommandFailure e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** One line about it, whatever happens. */
    String now() {
        return ask().map(BuildingState::inWords).orElse("fire-detection does not say how the building is");
    }

    private static BuildingState state(Floors all, String metrics) {
        return new BuildingState(
                all.floors().size(),
                named(all, floor -> floor.state().equals("pre-alarm")),
                named(all, floor -> LATCHED.contains(floor.state())),
                named(all, floor -> !floor.valve().told().equals("nothing")),
                named(all, floor -> floor.valve().fault()),
                gauge("tocsin_fire_supervised", metrics),
                gauge("tocsin_fire_faulty", metrics),
                all.complete());
    }

    private static List<String> named(Floors all, Predicate<Floor> which) {
        return all.floors().stream().filter(which).map(Floor::floor).toList();
    }

    /** A figure in Prometheus' text form; 0 when it is not there. */
    private static long gauge(String name, String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<byte[]> get(String path) throws IOException, InterruptedException {
        String viewer = users.find(VIEWER).map(UserFile.User::authorization).orElse("");
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(PATIENCE)
                        .header("Authorization", viewer)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return answer.statusCode() == FOUND ? Optional.of(answer.body()) : Optional.empty();
    }
}
