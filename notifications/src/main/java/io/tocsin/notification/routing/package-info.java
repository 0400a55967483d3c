/** Who is told what, when: the grouping of incidents, acknowledgement. Pure. */
@NullMarked
package io.tocsin.notification.routing;

import org.jspecify.annotations.NullMarked;
