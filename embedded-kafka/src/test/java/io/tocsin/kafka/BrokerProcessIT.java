package io.tocsin.kafka;

import static io.tocsin.kafka.TestClients.committed;
import static io.tocsin.kafka.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker as a process of its own, and what a kill leaves behind. */
class BrokerProcessIT {
    private static final Pattern READY = Pattern.compile("Kafka is ready on (\\S+),");
    private static final String PENDING = Topics.PENDING_PAYMENTS.name();

    private final Path directory;

    private @Nullable Process running;

    BrokerProcessIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void end() {
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Test
    void shouldKeepEveryRecordWhenKilled() throws Exception {
        String before = startBroker("before");
        send(before, PENDING, "first", "second");
        kill();

        String after = startBroker("after");

        assertThat(committed(after, PENDING)).containsExactly("first", "second");
    }

    @Test
    void shouldStopCleanlyWhenTold() throws Exception {
        String address = startBroker("only");
        send(address, PENDING, "kept");

        Process process = running();
        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("data").resolve(".kafka_cleanshutdown")).exists();
    }

    @Test
    void shouldSayInOneLineThatItsPortIsTaken() throws Exception {
        String port = startBroker("first").replaceAll(".*:", "");
        Path output = directory.resolve("second.log");

        Process second = broker(
                output, "--port", port, "--data", directory.resolve("other").toString());

        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output).strip().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("embedded-kafka: cannot listen on localhost:" + port));
    }

    /** Returns its address once it is ready. */
    private String startBroker(String name) throws IOException {
        Path output = directory.resolve(name + ".log");
        running = broker(
                output, "--port", "0", "--data", directory.resolve("data").toString());
        return await().atMost(Duration.ofSeconds(40)).until(() -> address(output), address -> !address.isEmpty());
    }

    private static String address(Path output) throws IOException {
        Matcher ready = READY.matcher(Files.readString(output));
        return ready.find() ? ready.group(1) : "";
    }

    private void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    private Process running() {
        if (running == null) {
            throw new AssertionError("no broker was started");
        }
        return running;
    }

    private static Process broker(Path output, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
