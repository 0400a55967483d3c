package io.tocsin.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tocsin.simulator.bank.BankServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The admin port of the running application, with its bank, without Kafka. */
@QuarkusTest
@TestProfile(AdminIT.AnyPorts.class)
class AdminIT {

    /** Free ports, a ledger under target, and a Kafka that is away. */
    public static final class AnyPorts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tocsin.simulators.bank.port", "0",
                    "tocsin.simulators.mail.port", "0",
                    "tocsin.simulators.sms.port", "0",
                    "tocsin.simulators.data-dir", "target/admin-it-" + UUID.randomUUID(),
                    "tocsin.simulators.lanes.rate", "0",
                    "tocsin.simulators.building.floors", "0",
                    "kafka.bootstrap.servers", "localhost:1");
        }
    }

    @TestHTTPResource
    URI admin = URI.create("http://unset");

    @Inject
    BankServer bank;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void mend() throws Exception {
        send("DELETE", "/faults", "");
        send("PUT", "/lanes", "{\"rate\":0}");
        http.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return AdminClient.send(admin, method, path, body);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return AdminClient.json(send("GET", path, ""));
    }

    private HttpResponse<String> charge(String payment) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + bank.port() + "/charges"))
                        .header("Idempotency-Key", payment)
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"paymentId":"%s","amount":{"minorUnits":7,"currency":"EUR"},"cardToken":"tok_visa"}""".formatted(payment)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldShowWhatTheBankCharged() throws Exception {
        send("DELETE", "/ledger", "");
        String payment = UUID.randomUUID().toString();

        assertThat(charge(payment).statusCode()).isEqualTo(201);

        JsonNode summary = get("/ledger");
        assertThat(summary.get("approved").longValue()).isEqualTo(1);
        assertThat(summary.at("/approvedMinorUnits/EUR").longValue()).isEqualTo(7);
        assertThat(summary.get("paymentsChargedTwice").longValue()).isZero();
        JsonNode charges = get("/ledger/charges/" + payment).get("charges");
        assertThat(charges).hasSize(1);
        assertThat(charges.get(0).get("idempotencyKey").textValue()).isEqualTo(payment);
        HttpResponse<String> lines = send("GET", "/ledger/charges", "");
        assertThat(lines.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        assertThat(lines.body().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains(payment));
        assertThat(send("GET", "/ledger/charges?since=2999-01-01T00:00:00Z", "").body())
                .isEmpty();
        assertThat(send("GET", "/ledger/charges?since=yesterday", "").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/ledger/charges/1", "").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldTakeTheBankOfflineAndStayReachable() throws Exception {
        HttpResponse<String> change = send("PUT", "/faults", "{\"offline\":true}");

        assertThat(change.statusCode()).isEqualTo(200);
        Assertions.assertThatThrownBy(() -> charge(UUID.randomUUID().toString()))
                .isInstanceOf(ConnectException.class);
        assertThat(get("/faults").get("offline").booleanValue()).isTrue();
        assertThat(send("GET", "/q/health/ready", "").body()).contains("offline on purpose");
        assertThat(AdminClient.json(send("DELETE", "/faults", ""))
                        .get("offline")
                        .booleanValue())
                .isFalse();
        assertThat(charge(UUID.randomUUID().toString()).statusCode()).isEqualTo(201);
    }

    @Test
    void shouldNameTheFieldAtFault() throws Exception {
        HttpResponse<String> refusal = send("PUT", "/faults", "{\"faults\":[{\"kind\":\"halfBody\",\"share\":2}]}");

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(AdminClient.json(refusal).get("field").textValue()).isEqualTo("faults[0].share");
        assertThat(AdminClient.json(send("PUT", "/lanes", "{\"rate\":-1}"))
                        .get("field")
                        .textValue())
                .isEqualTo("rate");
    }

    @Test
    void shouldBeReadyWithoutLanesAndNotReadyWhileTheyWaitForKafka() throws Exception {
        assertThat(send("GET", "/q/health/live", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/q/health/ready", "").statusCode()).isEqualTo(200);
        assertThat(get("/lanes").get("state").textValue()).isEqualTo("paused");

        assertThat(send("PUT", "/lanes", "{\"rate\":20}").statusCode()).isEqualTo(200);

        HttpResponse<String> ready = send("GET", "/q/health/ready", "");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("toll-lanes").contains("Kafka has not taken the first payment yet");
        assertThat(get("/lanes").get("rate").doubleValue()).isEqualTo(20);
    }

    @Test
    void shouldMeasureAndDescribeItself() throws Exception {
        charge(UUID.randomUUID().toString());

        assertThat(send("GET", "/q/metrics", "").body())
                .contains("tocsin_bank_requests_seconds_bucket{result=\"approved\"")
                .contains("tocsin_bank_in_flight")
                .contains("tocsin_lanes_payments_total");
        assertThat(send("GET", "/q/openapi", "").body()).contains("/ledger/charges/{paymentId}", "/faults", "/lanes");
    }
}
