/** The bank over HTTP, as docs/bank-http.md describes it. */
@NullMarked
package io.tocsin.toll.bank;

import org.jspecify.annotations.NullMarked;
