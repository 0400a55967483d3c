package io.tocsin.toll.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testsupport.ConfigurationDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every property with its default and its environment name. */
class ConfigurationDocumentTest {
    private static final String PREFIX = "tocsin.toll";

    @Test
    void shouldListEveryPropertyWithItsDefault() {
        assertThat(ConfigurationDocument.rows(PREFIX + "."))
                .as("the rows of docs/configuration.md: property, default, environment")
                .containsExactlyInAnyOrderElementsOf(ConfigurationDocument.rowsOf(PREFIX, TollConfig.class));
    }

    @Test
    void shouldSayWhatEachPropertyMeans() {
        assertThat(ConfigurationDocument.rowsWithoutMeaning()).isEmpty();
    }

    @Test
    void shouldListTheSettingsOfKafkaStreamsAsTheyAre() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                .filter(line -> line.startsWith("kafka-streams."))
                .map(line -> "| `" + line.replaceFirst("=", "` | `") + "`")
                .toList();

        assertThat(rows).isNotEmpty();
        assertThat(ConfigurationDocument.rows("kafka-streams.")).containsExactlyInAnyOrderElementsOf(rows);
    }
}
