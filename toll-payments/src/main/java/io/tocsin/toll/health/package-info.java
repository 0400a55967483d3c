/** Health: alive, started, ready, and why not. */
@NullMarked
package io.tocsin.toll.health;

import org.jspecify.annotations.NullMarked;
