/** The HTTP interface: signals in, operators' actions in, how everything stands out. */
@NullMarked
package io.tocsin.fire.http;

import org.jspecify.annotations.NullMarked;
