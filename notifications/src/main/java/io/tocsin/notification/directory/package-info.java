/** The on-call directory as this instance has read it. */
@NullMarked
package io.tocsin.notification.directory;

import org.jspecify.annotations.NullMarked;
