/** Configuration, and the wiring of the parts. */
@NullMarked
package io.tocsin.fire.config;

import org.jspecify.annotations.NullMarked;
