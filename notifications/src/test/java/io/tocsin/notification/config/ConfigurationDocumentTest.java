package io.tocsin.notification.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testsupport.ConfigurationDocument;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every property with its default and its environment name. */
class ConfigurationDocumentTest {
    private static final String PREFIX = "tocsin.notifications";

    @Test
    void shouldListEveryPropertyWithItsDefault() {
        assertThat(ConfigurationDocument.rows(PREFIX + "."))
                .as("the rows of docs/configuration.md: property, default, environment")
                .containsExactlyInAnyOrderElementsOf(ConfigurationDocument.rowsOf(PREFIX, NotificationConfig.class));
    }

    @Test
    void shouldSayWhatEachPropertyMeans() {
        assertThat(ConfigurationDocument.rowsWithoutMeaning()).isEmpty();
    }

    @Test
    void shouldListTheSettingsOfKafkaStreamsAsTheyAre() {
        assertThat(ConfigurationDocument.rowsOfKafkaStreams("notifications"))
                .containsExactlyInAnyOrderElementsOf(ConfigurationDocument.settingsOfKafkaStreams())
                .isNotEmpty();
    }
}
