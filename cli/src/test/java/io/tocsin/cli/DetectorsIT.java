package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry, written and read by the command on a real broker. */
class DetectorsIT {
    private static EmbeddedKafka kafka;

    private final Path detectors;
    private final Path floors;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    DetectorsIT(@TempDir Path directory) {
        this.detectors = directory.resolve("detectors.csv");
        this.floors = directory.resolve("floors.csv");
    }

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.startTemporary(List.of(Topics.DETECTORS, Topics.FLOORS, Topics.DISABLEMENTS));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(floors, "floor,name,valve,policy\nf1,First floor,V1,immediate\n");
        Files.writeString(
                detectors, "detector,floor,kind,interval,address,enabled\n18,f1,active,5s,,\n17,f1,active,1s,,\n");
    }

    private int tocsin(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", kafka.bootstrapServers()));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private List<String> listed() {
        assertThat(tocsin("detectors", "list")).isEqualTo(ExitCodes.OK);
        return out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void shouldRegisterAllOrNothing() throws IOException {
        assertThat(tocsin("detectors", "import", detectors.toString()))
                .as("the floor is not registered yet")
                .isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains(detectors + ":2: column 'floor' is no registered floor");
        assertThat(err.toString().lines().toList().getLast())
                .isEqualTo("tocsin: 2 mistakes: nothing was registered; correct and import again");
        assertThat(listed()).isEmpty();

        assertThat(tocsin("detectors", "import", detectors.toString(), "--floors", floors.toString(), "--dry-run"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).isEqualToIgnoringNewLines("2 detectors and 1 floor could be registered");
        assertThat(listed()).isEmpty();

        assertThat(tocsin("detectors", "import", detectors.toString(), "--floors", floors.toString()))
                .isEqualTo(ExitCodes.OK);
        assertThat(listed()).containsExactly("f1 17 active every 1 s", "f1 18 active every 5 s");

        Files.writeString(
                detectors, "detector,floor,kind,interval,address,enabled\n17,f1,passive,10s,http://a/b,false\n");
        assertThat(tocsin("detectors", "import", detectors.toString())).isEqualTo(ExitCodes.OK);
        assertThat(listed())
                .containsExactly(
                        "f1 17 passive every 10 s http://a/b disabled in the registry", "f1 18 active every 5 s");
    }
}
