package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One trace from the gateway through Kafka to the valve. Nobody collects spans here: that must not matter. */
class SignalTraceIT {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem()
            .with("QUARKUS_OTEL_SDK_DISABLED", "false")
            .with("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + FreePorts.next());

    @Test
    void shouldCarryTheGatewaysTraceThroughKafkaToTheValveAndToPeople() throws IOException {
        FireHouse house = SYSTEM.house();
        FireClient http = SYSTEM.service(1).http();
        house.registerEachOnItsFloor(1, 1, 30);

        http.send(http.request("/signals")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString("{\"detector\":1,\"signal\":1}"))
                .build());

        await().atMost(Duration.ofSeconds(15))
                .until(() -> !house.valveCommands(floor(1)).isEmpty());
        for (Topic topic : List.of(
                Topics.DETECTOR_SIGNALS,
                Topics.FIRE_SIGNALS,
                Topics.FLOOR_ALARMS,
                Topics.VALVE_COMMANDS,
                Topics.NOTIFICATIONS)) {
            await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(house.headers(topic, "traceparent"))
                    .as(topic.name())
                    .isNotEmpty()
                    .allMatch(trace -> trace.contains(TRACE_ID)));
        }
    }
}
