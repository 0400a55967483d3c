/** The HTTP interface: payments in, their state, the books. */
@NullMarked
package io.tocsin.toll.http;

import org.jspecify.annotations.NullMarked;
