/** Tables that people bring as files. */
@NullMarked
package io.tocsin.cli.table;

import org.jspecify.annotations.NullMarked;
