/** Tests. */
@NullMarked
package io.tocsin.cli.payment;

import org.jspecify.annotations.NullMarked;
