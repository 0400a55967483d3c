/** Health: ready, and why not. */
@NullMarked
package io.tocsin.notification.health;

import org.jspecify.annotations.NullMarked;
