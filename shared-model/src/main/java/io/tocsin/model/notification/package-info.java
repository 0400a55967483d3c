/** Messages to people: what is sent, to whom, and what has become of it. */
@NullMarked
package io.tocsin.model.notification;

import org.jspecify.annotations.NullMarked;
