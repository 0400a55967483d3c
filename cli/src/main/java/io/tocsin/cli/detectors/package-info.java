/** Commands about detectors and floors: their registry, and letting detectors not count for a while. */
@NullMarked
package io.tocsin.cli.detectors;

import org.jspecify.annotations.NullMarked;
