package io.tocsin.model.topic;

import java.util.Map;

/**
 * One topic of the catalogue.
 *
 * @param name as it stands on the broker
 * @param partitions how many; records of one key keep their order within one
 * @param key what the key is, for people
 * @param value what the value is, for people
 * @param purpose why it exists, one sentence for people
 * @param config the settings that differ from the broker's, by Kafka's names
 */
public record Topic(String name, int partitions, String key, String value, String purpose, Map<String, String> config) {

    /** Copies {@code config}. */
    public Topic {
        config = Map.copyOf(config);
    }
}
