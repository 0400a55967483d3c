/** What all commands that replay recorded data need: a pace, progress, and writing to a topic. */
@NullMarked
package io.tocsin.cli.replay;

import org.jspecify.annotations.NullMarked;
