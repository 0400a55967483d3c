/** A whole use of the engine, as small as it gets: the README and the Javadoc show it, and the build compiles and runs it. */
@NullMarked
package io.tocsin.calls.example;

import org.jspecify.annotations.NullMarked;
