/** Configuration, and the wiring of the parts. */
@NullMarked
package io.tocsin.notification.config;

import org.jspecify.annotations.NullMarked;
