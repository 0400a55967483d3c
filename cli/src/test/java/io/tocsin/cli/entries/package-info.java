/** Tests. */
@NullMarked
package io.tocsin.cli.entries;

import org.jspecify.annotations.NullMarked;
