package io.tocsin.fire.topology;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a key belongs on.
 *
 * <p>It is Kafka's own choice for Java producers, so what they send is on its partition already. Not every producer chooses so:
 * librdkafka, and with it kcat, has another default.
 *
 * @param partitions how many there are
 */
public record Routing(int partitions) {

    /** @throws IllegalArgumentException when there is no partition */
    public Routing {
        if (partitions < 1) {
            throw new IllegalArgumentException("there must be at least one partition, not " + partitions);
        }
    }

    /** The partition, from 0. */
    public int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
