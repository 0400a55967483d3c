package io.tocsin.simulator.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The admin port of a building and its valves, without Kafka: what can be asked and changed all the same. */
@QuarkusTest
@TestProfile(BuildingAdminIT.SmallBuilding.class)
class BuildingAdminIT {

    /** One floor of five: three active, one passive (4), one manual call point (5). */
    public static final class SmallBuilding implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tocsin.simulators.bank.port", "0",
                    "tocsin.simulators.mail.port", "0",
                    "tocsin.simulators.sms.port", "0",
                    "tocsin.simulators.data-dir", "target/admin-it-" + UUID.randomUUID(),
                    "tocsin.simulators.lanes.rate", "0",
                    "tocsin.simulators.building.floors", "1",
                    "tocsin.simulators.building.detectors-per-floor", "5",
                    "tocsin.simulators.building.passive-per-floor", "1",
                    "tocsin.simulators.building.intervals", "1",
                    "kafka.bootstrap.servers", "localhost:1");
        }
    }

    @TestHTTPResource
    URI admin = URI.create("http://unset");

    @AfterEach
    void mend() throws Exception {
        send("DELETE", "/building/failures", "");
        send("POST", "/building/fires", "{\"action\":\"put-out\",\"floor\":\"floor-1\"}");
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return AdminClient.send(admin, method, path, body);
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return AdminClient.json(answer);
    }

    private String fieldAtFault(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> refusal = send(method, path, body);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        return Json.read(refusal.body().getBytes(UTF_8), JsonNode.class)
                .get("field")
                .textValue();
    }

    @Test
    void shouldAnswerForAPassiveDetectorAsItIs() throws Exception {
        HttpResponse<String> quiet = send("GET", "/detectors/4/reading", "");
        assertThat(quiet.statusCode()).isEqualTo(200);
        assertThat(quiet.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(quiet.body()).isEqualTo("0");

        ask("POST", "/building/fires", "{\"action\":\"start\",\"detector\":4}");
        assertThat(send("GET", "/detectors/4/reading", "").body()).isEqualTo("1");

        assertThat(ask("PUT", "/detectors/4/failure", "{\"kind\":\"dead\"}")
                        .get("failure")
                        .textValue())
                .isEqualTo("dead");
        assertThat(send("GET", "/detectors/4/reading", "").statusCode()).isEqualTo(503);

        ask("PUT", "/detectors/4/failure", "{\"kind\":\"battery-falling\"}");
        assertThat(Json.read(send("GET", "/detectors/4/reading", "").body().getBytes(UTF_8), JsonNode.class)
                        .get("battery")
                        .intValue())
                .isEqualTo(99);

        ask("PUT", "/detectors/4/failure", "{\"kind\":\"slow\"}");
        long begin = System.nanoTime();
        assertThat(send("GET", "/detectors/4/reading", "").body()).isEqualTo("1");
        assertThat(System.nanoTime() - begin).isGreaterThan(3_900_000_000L);

        assertThat(ask("DELETE", "/detectors/4/failure", "").has("failure")).isFalse();
    }

    @Test
    void shouldStartAFireThatSpreadsAndPutItOut() throws Exception {
        JsonNode burning =
                ask("POST", "/building/fires", "{\"action\":\"start\",\"detector\":2,\"spreadSeconds\":3600}");
        assertThat(burning.at("/floors/0/burning").intValue()).isEqualTo(1);
        assertThat(ask("GET", "/detectors/2", "").get("burning").booleanValue()).isTrue();

        JsonNode out = ask("POST", "/building/fires", "{\"action\":\"put-out\",\"floor\":\"floor-1\"}");
        assertThat(out.at("/floors/0/burning").intValue()).isZero();
        assertThat(fieldAtFault("POST", "/building/fires", "{\"action\":\"put-out\",\"floor\":\"floor-1\"}"))
                .isEqualTo("floor");
    }

    @Test
    void shouldLetDetectorsFailByChanceUntilTheyAreMended() throws Exception {
        JsonNode asked =
                ask("PUT", "/building/failures", "{\"perMinute\":6,\"kinds\":[\"dead\"],\"lastingSeconds\":5}");
        assertThat(asked.at("/random/perMinute").doubleValue()).isEqualTo(6);
        ask("PUT", "/detectors/1/failure", "{\"kind\":\"stuck\"}");
        assertThat(ask("GET", "/building/failures", "").at("/failing").findValuesAsText("failure"))
                .contains("stuck");

        JsonNode mended = ask("DELETE", "/building/failures", "");
        assertThat(mended.get("failing")).isEmpty();
        assertThat(mended.at("/random/perMinute").doubleValue()).isZero();
    }

    @Test
    void shouldLetAValveBehaveOtherwise() throws Exception {
        assertThat(ask("GET", "/valves/floor-1", "").get("position").textValue())
                .isEqualTo("closed");
        assertThat(ask("PUT", "/valves/floor-1", "{\"behaviour\":\"stuck\"}")
                        .get("behaviour")
                        .textValue())
                .isEqualTo("stuck");
        assertThat(ask("GET", "/valves", "").get(0).get("behaviour").textValue())
                .isEqualTo("stuck");
    }

    @Test
    void shouldNameTheFieldAtFault() throws Exception {
        assertThat(fieldAtFault("POST", "/building/fires", "{\"action\":\"start\",\"detector\":6}"))
                .isEqualTo("detector");
        assertThat(fieldAtFault("POST", "/building/fires", "{\"action\":\"start\",\"detector\":1,\"spreadSeconds\":0}"))
                .isEqualTo("spreadSeconds");
        assertThat(fieldAtFault("POST", "/building/fires", "{\"action\":\"start\"}"))
                .isEqualTo("detector");
        assertThat(fieldAtFault("PUT", "/building/failures", "{\"perMinute\":-1}"))
                .isEqualTo("perMinute");
        assertThat(fieldAtFault("PUT", "/building/failures", "{\"perMinute\":1,\"kinds\":[]}"))
                .isEqualTo("kinds");
        assertThat(fieldAtFault("PUT", "/detectors/1/failure", "{\"kind\":\"sad\"}"))
                .isEqualTo("kind");
        assertThat(fieldAtFault("PUT", "/valves/floor-1", "{}")).isEqualTo("behaviour");
        assertThat(fieldAtFault("GET", "/detectors/first/reading", "")).isEqualTo("detector");
        assertThat(fieldAtFault("GET", "/valves/-", "")).isEqualTo("floor");
    }

    @Test
    void shouldSayThatKafkaIsAwayAndMeasureItself() throws Exception {
        HttpResponse<String> ready = send("GET", "/q/health/ready", "");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"building\"").contains("\"valves\"");
        assertThat(ask("GET", "/building", "").get("state").textValue()).isEqualTo("waiting-for-kafka");
        assertThat(send("GET", "/q/metrics", "").body())
                .contains("tocsin_building_signals_total")
                .contains("tocsin_building_burning")
                .contains("tocsin_building_failing")
                .contains("tocsin_valves_reports_total")
                .contains("tocsin_valves_open");
        assertThat(send("GET", "/q/openapi", "").body())
                .contains("/building/fires", "/building/failures", "/detectors/{detector}/reading", "/valves/{floor}");
    }
}
