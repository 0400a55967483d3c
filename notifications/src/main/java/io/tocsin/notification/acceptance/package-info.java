/** Which messages wait too long to be accepted. Pure. */
@NullMarked
package io.tocsin.notification.acceptance;

import org.jspecify.annotations.NullMarked;
