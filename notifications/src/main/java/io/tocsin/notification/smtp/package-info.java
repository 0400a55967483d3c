/** The mail server over SMTP. Nothing here logs: the logger of this package is the mail library's, and is silenced. */
@NullMarked
package io.tocsin.notification.smtp;

import org.jspecify.annotations.NullMarked;
