/** The way of a payment from HTTP into Kafka, and of a question to the instance that knows. */
@NullMarked
package io.tocsin.toll.intake;

import org.jspecify.annotations.NullMarked;
