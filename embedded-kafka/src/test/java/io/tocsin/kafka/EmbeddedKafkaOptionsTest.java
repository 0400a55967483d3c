package io.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.topic.Topics;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKafkaOptionsTest {
    private final EmbeddedKafkaOptions options = EmbeddedKafkaOptions.in(Path.of("data"));

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void shouldRefuseWhatIsNotAPort(int port) {
        assertThatThrownBy(() -> options.withPort(port)).hasMessage("port must be 0 to 65535, not " + port);
    }

    @Test
    void shouldListenOnlyOnThisMachineWhenNothingElseIsAskedFor() {
        Properties settings = BrokerSettings.of(options, 9092, 9093);

        assertThat(settings)
                .containsEntry("listeners", "PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093")
                .containsEntry("advertised.listeners", "PLAINTEXT://localhost:9092");
    }

    @Test
    void shouldTellClientsTheAdvertisedHost() {
        Properties settings = BrokerSettings.of(options.withHosts("0.0.0.0", "kafka"), 9092, 9093);

        assertThat(settings)
                .containsEntry("listeners", "PLAINTEXT://0.0.0.0:9092,CONTROLLER://localhost:9093")
                .containsEntry("advertised.listeners", "PLAINTEXT://kafka:9092");
    }

    @Test
    void shouldPreferTheUsersSettings() {
        EmbeddedKafkaOptions own = options.withTopics(Topics.ALL)
                .withProperty("num.io.threads", "1")
                .withProperty("compression.type", "lz4");

        assertThat(BrokerSettings.of(own, 9092, 9093))
                .containsEntry("num.io.threads", "1")
                .containsEntry("compression.type", "lz4");
    }
}
