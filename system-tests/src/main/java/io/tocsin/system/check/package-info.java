/** What must hold between what was asked for, the outcome topics and the bank's own ledger. */
@NullMarked
package io.tocsin.system.check;

import org.jspecify.annotations.NullMarked;
