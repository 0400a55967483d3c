package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The on-call directory, written and read by the command on a real broker. */
class ContactsIT {
    private static final String HEADER =
            "contact,emails,phones,severities,failedPayments,places,level,zone,rota,quiet\n";
    private static final String ANN =
            "Ann,ann@example.org,0151 23456789,alarm;fault,,north-*,1,Europe/Berlin,monday-sunday 18:00-06:00,22:00-07:00\n";
    private static final String BEN = "Ben,ben@example.org,,,true,,2,,,\n";
    private static final String NIGHTS_ONLY =
            "nobody of level 1 is on duty for alarms for north-*: monday 06:00 to 18:00,";

    private final EmbeddedKafka kafka = EmbeddedKafka.startTemporary(List.of(Topics.CONTACTS));
    private final Path csv;
    private final Path yaml;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ContactsIT(@TempDir Path directory) {
        this.csv = directory.resolve("team.csv");
        this.yaml = directory.resolve("team.yaml");
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(csv, HEADER + ANN + BEN);
        Files.writeString(yaml, """
                contacts:
                  - contact: Cid
                    phones: [+4915123456780]
                    severities: [alarm]
                    level: 1
                """);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    private int tocsin(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<String>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        all.addAll(List.of("--bootstrap", kafka.bootstrapServers()));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private List<String> listed(String... more) {
        var arguments = new ArrayList<Object>(List.of("contacts", "list"));
        arguments.addAll(List.of(more));
        assertThat(tocsin(arguments.toArray())).isEqualTo(ExitCodes.OK);
        return out.toString()
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }

    private void assertSaid(String words) {
        assertThat(out.toString()).isEqualToIgnoringNewLines(words);
    }

    @Test
    void shouldImportAllOrNothing() throws IOException {
        assertThat(tocsin("contacts", "import", csv)).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines())
                .containsExactly(
                        csv + ":2: 'phones' has no country code that exists; write it like +4915123456789",
                        "tocsin: 1 mistake: nothing was imported; correct and import again");
        assertThat(listed()).containsExactly("level contact duty quiet told of places by");

        assertThat(tocsin("contacts", "import", csv, "--country", "DE", "--dry-run"))
                .isEqualTo(ExitCodes.OK);
        assertSaid("2 contacts could be imported (2 new, 0 changed, 0 as before)");
        assertThat(err.toString()).startsWith("warning: " + NIGHTS_ONLY);
        assertThat(listed()).hasSize(1);

        assertThat(tocsin("contacts", "import", csv, "--country", "DE")).isEqualTo(ExitCodes.OK);
        assertSaid("2 contacts imported (2 new, 0 changed, 0 as before)");
        assertThat(listed("--at", "2025-01-06T23:30+01:00"))
                .containsExactly(
                        "level contact duty quiet told of places by",
                        "1 Ann on duty quiet alarm, fault north-* ann@example.org, +4915123456789",
                        "2 Ben on duty failed payments everywhere ben@example.org");
        assertThat(listed("--at", "2025-01-06T06:30+01:00"))
                .contains("1 Ann off duty quiet alarm, fault north-* ann@example.org, +4915123456789");
        assertThat(listed("--at", "2025-01-06T12:00Z"))
                .contains("1 Ann off duty alarm, fault north-* ann@example.org, +4915123456789");
    }

    @Test
    void shouldLeaveOrRemoveThoseWhoAreNotInTheFile() throws IOException {
        assertThat(tocsin("contacts", "import", csv, "--country", "DE")).isEqualTo(ExitCodes.OK);

        assertThat(tocsin("contacts", "import", yaml)).isEqualTo(ExitCodes.OK);
        assertSaid(
                "1 contact imported (1 new, 0 changed, 0 as before); 2 not in the file stay: --replace would remove them");
        assertThat(listed()).hasSize(4);

        Files.writeString(csv, HEADER + ANN.replace(",1,", ",3,") + BEN);
        assertThat(tocsin("contacts", "import", csv, "--country", "DE", "--replace", "--dry-run"))
                .isEqualTo(ExitCodes.OK);
        assertSaid("2 contacts could be imported (0 new, 1 changed, 1 as before), 1 would be removed");
        assertThat(listed()).hasSize(4);

        assertThat(tocsin("contacts", "import", csv, "--country", "DE", "--replace"))
                .isEqualTo(ExitCodes.OK);
        assertSaid("2 contacts imported (0 new, 1 changed, 1 as before), 1 removed");
        assertThat(err.toString())
                .startsWith("warning: nobody of level 1 is on duty for alarms for north-*: the whole week");
        assertThat(listed()).extracting(line -> line.substring(0, 5)).containsExactly("level", "2 Ben", "3 Ann");
    }

    @Test
    void shouldReportToPrograms() throws IOException {
        assertThat(tocsin("contacts", "import", yaml, "--json")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().strip())
                .isEqualTo("{\"file\":\"" + yaml + "\",\"dryRun\":false,\"contacts\":1,\"added\":1,\"changed\":0,"
                        + "\"unchanged\":0,\"removed\":[],\"others\":[],\"warnings\":[]}");
        assertThat(err.toString()).isEmpty();

        assertThat(listed("--json", "--at", "2025-01-06T12:00Z"))
                .containsExactly("[{\"contact\":{\"contact\":\"Cid\",\"emails\":[],\"phones\":[\"+4915123456780\"],"
                        + "\"severities\":[\"alarm\"],\"failedPayments\":false,\"places\":[],\"level\":1},"
                        + "\"onDuty\":true,\"quiet\":false}]");

        Files.writeString(yaml, "contacts:\n  - {contact: Cid, level: 1}\n");
        assertThat(tocsin("contacts", "import", yaml, "--json")).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString().strip())
                .isEqualTo("{\"file\":\"" + yaml + "\",\"mistakes\":[{\"line\":2,\"field\":\"emails\","
                        + "\"problem\":\"must not be missing where phones are missing, too\"}]}");
        Files.writeString(yaml, "contacts: []\n");
        assertThat(tocsin("contacts", "import", yaml, "--json")).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString()).contains("\"mistakes\":[{\"line\":1,\"problem\":\"the file has no contact\"}]");
    }

    @Test
    void shouldShowAndReplaceRecordsThatAreNoContacts() throws Exception {
        put("Dora", "{\"contact\":\"Dora\"}");
        put("Emil", "nonsense");

        assertThat(listed()).hasSize(1);
        assertThat(err.toString())
                .contains("the record 'Dora' is no contact: level: is missing", "the record 'Emil' is no contact: ");

        assertThat(tocsin("contacts", "import", yaml, "--replace")).isEqualTo(ExitCodes.OK);
        assertSaid("1 contact imported (1 new, 0 changed, 0 as before), 2 removed");
        assertThat(listed()).hasSize(2);
        assertThat(err.toString()).doesNotContain("no contact:");
    }

    private void put(String key, @Nullable String value) throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.CONTACTS.name(), key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)))
                    .get();
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLine() {
        assertThat(tocsin("contacts", "import", "team.json")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("tocsin: FILE must end in .yaml, .yml or .csv, not team.json;");

        assertThat(tocsin("contacts", "import", csv, "--country", "Germany")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("tocsin: --country: there is no country \"Germany\"");

        assertThat(tocsin("contacts", "list", "--at", "tonight")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("must be a time like 2025-01-06T08:30:00Z or 2025-01-06T09:30+01:00");

        assertThat(tocsin("contacts", "import", csv.resolveSibling("none.csv"))).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("none.csv: there is no such file");
    }
}
