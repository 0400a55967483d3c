/** How commands speak to people, and how they end. */
@NullMarked
package io.tocsin.cli.terminal;

import org.jspecify.annotations.NullMarked;
