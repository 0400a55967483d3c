/** Speaking to the services over HTTP. */
@NullMarked
package io.tocsin.cli.http;

import org.jspecify.annotations.NullMarked;
