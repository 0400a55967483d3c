/** The SMS centre over SMPP 3.4. */
@NullMarked
package io.tocsin.notification.smpp;

import org.jspecify.annotations.NullMarked;
