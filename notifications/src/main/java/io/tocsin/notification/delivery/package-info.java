/** What is sent to people, and what becomes of it: the ports behind which SMTP and SMPP are spoken. Pure. */
@NullMarked
package io.tocsin.notification.delivery;

import org.jspecify.annotations.NullMarked;
