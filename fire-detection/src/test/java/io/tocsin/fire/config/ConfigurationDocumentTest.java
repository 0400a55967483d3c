package io.tocsin.fire.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testsupport.ConfigurationDocument;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every property with its default and its environment name. */
class ConfigurationDocumentTest {
    private static final String PREFIX = "tocsin.fire";

    @Test
    void shouldListEveryPropertyWithItsDefault() {
        assertThat(ConfigurationDocument.rows(PREFIX + "."))
                .as("the rows of docs/configuration.md: property, default, environment")
                .containsExactlyInAnyOrderElementsOf(ConfigurationDocument.rowsOf(PREFIX, FireConfig.class));
    }

    @Test
    void shouldSayWhatEachPropertyMeans() {
        assertThat(ConfigurationDocument.rowsWithoutMeaning()).isEmpty();
    }

    @Test
    void shouldListTheSettingsOfKafkaStreamsAsTheyAre() {
        assertThat(ConfigurationDocument.rowsOfKafkaStreams("fire-detection"))
                .containsExactlyInAnyOrderElementsOf(ConfigurationDocument.settingsOfKafkaStreams())
                .isNotEmpty();
    }
}
