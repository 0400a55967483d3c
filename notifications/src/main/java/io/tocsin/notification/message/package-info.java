/** How messages to people are read and written. */
@NullMarked
package io.tocsin.notification.message;

import org.jspecify.annotations.NullMarked;
