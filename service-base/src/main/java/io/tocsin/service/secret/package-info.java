/** Secrets of services, and where they are kept. */
@NullMarked
package io.tocsin.service.secret;

import org.jspecify.annotations.NullMarked;
