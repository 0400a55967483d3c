/** Toll payments: what is asked for, what became of it, and the values both are made of. */
@NullMarked
package io.tocsin.model.payment;

import org.jspecify.annotations.NullMarked;
