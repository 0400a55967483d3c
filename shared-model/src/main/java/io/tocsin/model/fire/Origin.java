package io.tocsin.model.fire;

/**
 * A record's place in the topic that it came in by. What is read a second time after a crash has the same one.
 *
 * @param partition of the topic
 * @param offset within the partition
 */
public record Origin(int partition, long offset) {}
