/** The admin port: reads the bank's ledger, breaks and mends the bank, turns the toll lanes up and down, shows the inboxes. */
@NullMarked
package io.tocsin.simulator.admin;

import org.jspecify.annotations.NullMarked;
