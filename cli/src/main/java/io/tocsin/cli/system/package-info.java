/** The whole system on one machine: its parts as processes, started, watched and stopped. */
@NullMarked
package io.tocsin.cli.system;

import org.jspecify.annotations.NullMarked;
