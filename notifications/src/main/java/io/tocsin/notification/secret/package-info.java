/** What keeps passwords and texts out of logs. */
@NullMarked
package io.tocsin.notification.secret;

import org.jspecify.annotations.NullMarked;
