package io.tocsin.calls.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A renamed store is a lost store: this shows it before a user does. */
class ParcelLabelsTopologyTest {
    private static final Pattern LIST = Pattern.compile("(?<=stores: \\[|--> )[^\\]]+");

    @Test
    void shouldKeepTheNamesOfNodesAndStores() {
        var topology = ParcelLabels.topology(ParcelLabels.engine(new ParcelLabels.ParcelService()));

        assertThat(topology.describe().toString().lines().map(line -> sorted(line.strip())))
                .containsExactly(
                        "Topologies:",
                        "Sub-topology: 0",
                        "Source: orders (topics: [orders])",
                        "--> read-order",
                        "Processor: read-order (stores: [])",
                        "--> ask-for-label",
                        "<-- orders",
                        "Processor: ask-for-label (stores: [parcels-calls-in-flight, parcels-calls-ledger, parcels-calls-tally, parcels-calls-waiting])",
                        "--> event-",
                        "<-- read-order",
                        "Processor: event- (stores: [])",
                        "--> event-again, event-dead, event-finished",
                        "<-- ask-for-label",
                        "Processor: event-again (stores: [])",
                        "--> to-orders",
                        "<-- event-",
                        "Processor: event-dead (stores: [])",
                        "--> to-orders-dead-letter",
                        "<-- event-",
                        "Processor: event-finished (stores: [])",
                        "--> to-labels",
                        "<-- event-",
                        "Sink: to-labels (topic: labels)",
                        "<-- event-finished",
                        "Sink: to-orders (topic: orders)",
                        "<-- event-again",
                        "Sink: to-orders-dead-letter (topic: orders-dead-letter)",
                        "<-- event-dead",
                        "");
    }

    /** Kafka Streams lists stores and successors in no particular order. */
    private static String sorted(String line) {
        return LIST.matcher(line)
                .replaceAll(list -> Arrays.stream(Pattern.compile(", ").split(list.group()))
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }
}
