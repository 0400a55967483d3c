/** The HTTP interface: acknowledgement by link, and the books. */
@NullMarked
package io.tocsin.notification.http;

import org.jspecify.annotations.NullMarked;
