/** Tests. */
@NullMarked
package io.tocsin.cli.system;

import org.jspecify.annotations.NullMarked;
