/** The Kafka Streams wiring: notifications in, messages, receipts and dead letters out. */
@NullMarked
package io.tocsin.notification.topology;

import org.jspecify.annotations.NullMarked;
