/** Mail server and SMS centre as the engine sees an outside system. */
@NullMarked
package io.tocsin.notification.calls;

import org.jspecify.annotations.NullMarked;
