/** Configuration, and the wiring of the parts. */
@NullMarked
package io.tocsin.toll.config;

import org.jspecify.annotations.NullMarked;
