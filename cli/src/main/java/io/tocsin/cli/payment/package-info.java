/** One payment: asked for, and asked about. */
@NullMarked
package io.tocsin.cli.payment;

import org.jspecify.annotations.NullMarked;
