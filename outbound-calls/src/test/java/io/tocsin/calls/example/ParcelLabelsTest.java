package io.tocsin.calls.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.OutboundCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

class ParcelLabelsTest {

    @Test
    void shouldGiveEachOrderOneLabel() {
        var parcels = OutboundCalls.<ParcelLabels.Order, String>named(
                        "parcels", new ParcelLabels.OrderForm(), ParcelLabels::write)
                .commitSignal(CommitSignal.afterEachStep())
                .threads(Runnable::run)
                .calling(new ParcelLabels.ParcelService());
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "example");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);

        try (var driver = new TopologyTestDriver(ParcelLabels.topology(parcels), config, Instant.now())) {
            TestInputTopic<String, String> orders =
                    driver.createInputTopic("orders", new StringSerializer(), new StringSerializer());
            TestOutputTopic<String, String> labels =
                    driver.createOutputTopic("labels", new StringDeserializer(), new StringDeserializer());
            TestOutputTopic<String, String> dead =
                    driver.createOutputTopic("orders-dead-letter", new StringDeserializer(), new StringDeserializer());

            orders.pipeInput("ann", "o1|ann|0|");
            orders.pipeInput("ann", "o1|ann|0|");
            orders.pipeInput("ann", "nonsense");
            driver.advanceWallClockTime(Duration.ofMillis(100));
            driver.advanceWallClockTime(Duration.ofMillis(100));

            assertThat(labels.readValuesToList()).containsExactly("o1 has label-o1");
            assertThat(dead.readValuesToList()).containsExactly("nonsense");
            assertThat(parcels.books().even()).isTrue();
        }
    }
}
