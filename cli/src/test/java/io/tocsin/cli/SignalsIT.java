package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded readings, replayed by the command onto a real broker. */
class SignalsIT {
    /** Real readings, where they are kept beside the project. */
    private static final Path REAL = Path.of("../../shared/data/smoke-detector-readings.csv");

    private static final List<String> OPTIONS = List.of("--column", "Fire Alarm", "--every", "1s");
    private static EmbeddedKafka kafka;

    private final Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    SignalsIT(@TempDir Path directory) {
        this.file = directory.resolve("readings.csv");
    }

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.startTemporary(List.of(Topics.DETECTORS, Topics.DETECTOR_SIGNALS));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var detector = Detector.active(new DetectorId(17), new FloorId("f1"), 1);
            producer.send(new ProducerRecord<>(
                            Topics.DETECTORS.name(), detector.detector().toKey(), Json.write(detector)))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private int signals(Path table, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("signals", "--file", table.toString()));
        all.addAll(OPTIONS);
        all.addAll(List.of("--bootstrap", kafka.bootstrapServers()));
        all.addAll(List.of(more));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    /** Everything that one detector said, in its order. */
    private static List<String> saidBy(String detector) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", false),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DETECTOR_SIGNALS.name()).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var said = new ArrayList<String>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(signal -> {
                    if (signal.key().equals(detector)) {
                        said.add(signal.value());
                    }
                });
            }
            return said;
        }
    }

    private JsonNode report() {
        return Json.read(out.toString().getBytes(UTF_8), JsonNode.class);
    }

    @Test
    void shouldSendEveryReadingInItsOrderAndSayWhereTheFirstOneIs() throws IOException {
        Files.writeString(file, "time,Fire Alarm\n0,0\n1,0\n2,1\n3,0\n4,1\n");

        assertThat(signals(file, "--detector", "17", "--speed", "max", "--json"))
                .isEqualTo(ExitCodes.OK);

        assertThat(saidBy("17")).containsExactly("0", "0", "1", "0", "1");
        assertThat(report().get("sent").intValue()).isEqualTo(5);
        assertThat(report().get("ones").intValue()).isEqualTo(2);
        assertThat(report().get("firstOneRow").intValue()).isEqualTo(3);
        assertThat(report().get("firstOneLine").intValue()).isEqualTo(4);
        assertThat(err.toString()).doesNotContain("not registered");
    }

    @Test
    void shouldKeepToTheRecordedTimeTimesTheSpeed() throws IOException {
        Files.writeString(file, "time,Fire Alarm\n0,0\n1,0\n2,0\n3,0\n4,0\n");

        assertThat(signals(file, "--detector", "300", "--speed", "10")).isEqualTo(ExitCodes.OK);

        assertThat(saidBy("300")).hasSize(5);
        assertThat(out.toString()).contains("sent       5, of which 0 are 1").contains("first 1    none");
        double seconds = Double.parseDouble(out.toString().replaceAll("(?s).*time +([0-9.]+) s.*", "$1"));
        assertThat(seconds).as("four seconds, ten times as fast").isGreaterThanOrEqualTo(0.4);
    }

    @Test
    void shouldLetManyDetectorsSayTheSame() throws IOException {
        Files.writeString(file, "time,Fire Alarm\n0,0\n1,1\n");

        assertThat(signals(file, "--detector", "200", "--copies", "3", "--shift", "5s", "--speed", "max"))
                .isEqualTo(ExitCodes.OK);

        assertThat(List.of(saidBy("200"), saidBy("201"), saidBy("202"))).containsOnly(List.of("0", "1"));
        assertThat(out.toString()).contains("detector   200 to 202");
        assertThat(err.toString()).contains("3 of the 3 detectors are not registered");
    }

    @Test
    void shouldSendNothingOfATableWithAMistake() throws IOException {
        Files.writeString(file, "time,Fire Alarm\n0,0\n1,1\n2,x\n");

        assertThat(signals(file, "--detector", "400", "--speed", "max")).isEqualTo(ExitCodes.FAILED);

        assertThat(err.toString().strip())
                .isEqualTo("tocsin: " + file + ":4: column 'Fire Alarm' is not a reading of 0 or 1");
        assertThat(saidBy("400")).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() throws IOException {
        Files.writeString(file, "Fire Alarm\n0\n");

        assertThat(signals(file, "--detector", "0017")).isEqualTo(ExitCodes.USAGE);
        assertThat(signals(file, "--detector", "999999999999999999", "--copies", "2"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(signals(file, "--detector", "17", "--shift", "a while")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--shift").contains("must be a time like 500ms, 10s, 30m or 2h");
        assertThat(signals(file, "--detector", "17", "--speed", "0")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldFindTheTransitionOfTheRealRecording() {
        assumeThat(REAL).as("the real recording is not there").exists();

        assertThat(signals(REAL, "--detector", "500", "--speed", "max", "--json"))
                .isEqualTo(ExitCodes.OK);

        // Row 3,178 by the file's own count, which begins at 0.
        assertThat(report().get("firstOneRow").intValue()).isEqualTo(3_179);
        List<String> said = saidBy("500");
        assertThat(said).hasSize(24_994);
        assertThat(said.indexOf("1")).isEqualTo(3_178);
        assertThat(said.lastIndexOf("0")).isEqualTo(3_177);
    }
}
