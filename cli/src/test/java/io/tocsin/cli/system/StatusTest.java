package io.tocsin.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cli.system.SystemStatus.ProcessStatus;
import io.tocsin.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final SystemStatus STATUS = new SystemStatus(
            true,
            false,
            "/data",
            1L,
            List.of(
                    new ProcessStatus("kafka", 2L, "localhost:9092", true, null, 0, 75L),
                    new ProcessStatus("toll-payments", null, "http://localhost:8081", false, "does not run", 3, null)),
            null,
            null);

    @Test
    void shouldGiveTheDocumentedJson() {
        assertThat(new String(Json.write(STATUS), StandardCharsets.UTF_8))
                .isEqualTo("{\"running\":true,\"ready\":false,\"data\":\"/data\",\"supervisor\":1,\"processes\":["
                        + "{\"name\":\"kafka\",\"pid\":2,\"address\":\"localhost:9092\",\"ready\":true,\"restarts\":0,"
                        + "\"uptimeSeconds\":75},"
                        + "{\"name\":\"toll-payments\",\"address\":\"http://localhost:8081\",\"ready\":false,"
                        + "\"reason\":\"does not run\",\"restarts\":3}]}");
    }

    @Test
    void shouldSayWhyAPartIsNotReady() {
        assertThat(STATUS.inLines())
                .anyMatch(line -> line.matches("kafka +pid 2 +localhost:9092 +up 1 min 15 s +ready"))
                .anyMatch(line -> line.endsWith("NOT READY: does not run (restarts: 3)"));
    }

    @Test
    void shouldShowTheBuilding() {
        var building = new BuildingState(5, List.of(), List.of("floor-1"), List.of("floor-1"), List.of(), 100, 2, true);
        var status = new SystemStatus(true, true, "/data", 1L, List.of(), building, null);

        assertThat(status.inLines())
                .containsExactly("building: 5 floors, 100 detectors: ALARM on floor-1, water on floor-1,"
                        + " 2 of 100 detectors silent");
        assertThat(new String(Json.write(status), StandardCharsets.UTF_8))
                .endsWith("\"building\":{\"floors\":5,\"inPreAlarm\":[],\"inAlarm\":[\"floor-1\"],"
                        + "\"valvesOpen\":[\"floor-1\"],\"valvesAtFault\":[],\"detectors\":100,\"faulty\":2,"
                        + "\"complete\":true}}");
    }

    @Test
    void shouldShowWhereSimulatedMailAndSmsAreSeen() {
        var status = new SystemStatus(true, true, "/data", 1L, List.of(), null, "http://localhost:8090/inbox");

        assertThat(status.inLines()).containsExactly("inbox: http://localhost:8090/inbox");
        assertThat(new String(Json.write(status), StandardCharsets.UTF_8))
                .endsWith("\"inbox\":\"http://localhost:8090/inbox\"}");
    }

    @Test
    void shouldShowTheRateSinceTheLineBefore() {
        var line = new StatusLine();
        Instant now = Instant.EPOCH;
        line.of(new TollBalance(1_000, 10, 0, 0, true, "closed"), now);

        assertThat(line.of(new TollBalance(1_400, 10, 7, 3, true, "closed"), now.plusSeconds(2)))
                .isEqualTo("settled 1,400 | failed 10 | waiting 3 | in flight 7 | 200.0 payments/s");
    }

    @Test
    void shouldSayWhenTheBankIsAwayOrTheBooksAreNotEven() {
        assertThat(new StatusLine().of(new TollBalance(0, 0, 0, 0, false, "open"), Instant.EPOCH))
                .endsWith(" | circuit to the bank open | THE BOOKS ARE NOT EVEN");
    }
}
