/** Health: ready, and why not. */
@NullMarked
package io.tocsin.fire.health;

import org.jspecify.annotations.NullMarked;
