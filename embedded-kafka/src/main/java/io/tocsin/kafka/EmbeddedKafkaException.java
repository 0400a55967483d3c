package io.tocsin.kafka;

import org.jspecify.annotations.Nullable;

/** The broker could not be started or used. The message is for people: what happened, to what, what to do. */
public final class EmbeddedKafkaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedKafkaException(String message) {
        this(message, null);
    }

    EmbeddedKafkaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
