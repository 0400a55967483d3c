/** Real toll entries, replayed as payments and followed to the cent. */
@NullMarked
package io.tocsin.cli.entries;

import org.jspecify.annotations.NullMarked;
