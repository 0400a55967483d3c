/** The on-call directory: who is told, by which channel, when. */
@NullMarked
package io.tocsin.notification.contact;

import org.jspecify.annotations.NullMarked;
