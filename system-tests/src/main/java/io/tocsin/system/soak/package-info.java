/** The soak: payments for minutes while everything breaks at random, and then the question what became of each. */
@NullMarked
package io.tocsin.system.soak;

import org.jspecify.annotations.NullMarked;
