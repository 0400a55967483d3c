/** The text of SMS: alphabets, lengths, parts. Pure. */
@NullMarked
package io.tocsin.notification.sms;

import org.jspecify.annotations.NullMarked;
