/** The digest of failed payments for the toll operator. Pure. */
@NullMarked
package io.tocsin.notification.digest;

import org.jspecify.annotations.NullMarked;
