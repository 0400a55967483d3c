/**
 * Calls an outside system once per record from a Kafka Streams topology: reliably, and without making the stream wait.
 *
 * <p>Start at {@link io.tocsin.calls.OutboundCalls}. What a team brings is small: how a request is read and written
 * ({@link io.tocsin.calls.RequestForm}), how an outcome is written ({@link io.tocsin.calls.OutcomeForm}), and the
 * outside system itself ({@link io.tocsin.calls.Outside}). Package-private classes are the engine's inside; they begin
 * at {@code CallProcessor}.
 */
@NullMarked
package io.tocsin.calls;

import org.jspecify.annotations.NullMarked;
