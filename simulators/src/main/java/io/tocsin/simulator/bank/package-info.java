/** A bank with its own persistent ledger that can be slow, broken or away on purpose. No framework but Vert.x. */
@NullMarked
package io.tocsin.simulator.bank;

import org.jspecify.annotations.NullMarked;
