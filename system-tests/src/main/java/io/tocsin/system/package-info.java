/** The whole system on one machine, to be broken: real processes, a real broker, a bank that misbehaves, and kill -9. */
@NullMarked
package io.tocsin.system;

import org.jspecify.annotations.NullMarked;
