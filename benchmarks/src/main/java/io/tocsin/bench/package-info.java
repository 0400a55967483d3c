/** Comparisons with peers: same broker, same bank, same payments, one run, interleaved, medians. Not tests. */
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
