/** What people read: subjects, mails, SMS. */
@NullMarked
package io.tocsin.notification.text;

import org.jspecify.annotations.NullMarked;
