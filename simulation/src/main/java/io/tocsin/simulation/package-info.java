/** The engine in virtual time: one seed, one history; thousands of them a minute. */
@NullMarked
package io.tocsin.simulation;

import org.jspecify.annotations.NullMarked;
