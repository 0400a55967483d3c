/** Tests of the broker inside this JVM. */
@NullMarked
package io.tocsin.kafka;

import org.jspecify.annotations.NullMarked;
