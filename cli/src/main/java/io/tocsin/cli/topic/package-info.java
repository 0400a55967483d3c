/** Topics that the command line reads and writes as a whole. */
@NullMarked
package io.tocsin.cli.topic;

import org.jspecify.annotations.NullMarked;
