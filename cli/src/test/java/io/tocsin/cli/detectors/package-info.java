/** Tests. */
@NullMarked
package io.tocsin.cli.detectors;

import org.jspecify.annotations.NullMarked;
