/** Recorded readings of a detector, replayed. */
@NullMarked
package io.tocsin.cli.signals;

import org.jspecify.annotations.NullMarked;
