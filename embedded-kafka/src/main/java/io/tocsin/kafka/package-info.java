/** A real Apache Kafka broker inside this JVM: for {@code ./tocsin up}, tests and benchmarks. */
@NullMarked
package io.tocsin.kafka;

import org.jspecify.annotations.NullMarked;
