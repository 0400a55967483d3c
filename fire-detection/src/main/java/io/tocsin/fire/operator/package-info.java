/** Who may do what: signed in by HTTP Basic, from a file. */
@NullMarked
package io.tocsin.fire.operator;

import org.jspecify.annotations.NullMarked;
