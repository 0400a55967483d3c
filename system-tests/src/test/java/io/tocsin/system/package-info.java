/** Tests of the whole system: real processes, a real broker, a bank that breaks, and kill -9. */
@NullMarked
package io.tocsin.system;

import org.jspecify.annotations.NullMarked;
