/** Errors as RFC 9457 wants them told, bounded bodies, and the JSON of the topics. */
@NullMarked
package io.tocsin.service.http;

import org.jspecify.annotations.NullMarked;
