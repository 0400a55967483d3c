package io.tocsin.fire.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The time that a record has in Kafka; of one without a time, now: it would stop the stream otherwise. */
final class KafkaTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
        return message.timestamp() >= 0 ? message.timestamp() : System.currentTimeMillis();
    }
}
