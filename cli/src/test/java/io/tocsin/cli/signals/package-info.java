/** Tests. */
@NullMarked
package io.tocsin.cli.signals;

import org.jspecify.annotations.NullMarked;
