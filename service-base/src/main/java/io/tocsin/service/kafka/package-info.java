/** Being in touch with Kafka: whether it is there, how the stream is, writing for callers who wait, other instances. */
@NullMarked
package io.tocsin.service.kafka;

import org.jspecify.annotations.NullMarked;
