package io.tocsin.cli.detectors;

/**
 * A value and the line of the table that it stands on.
 *
 * @param line of the file, from 1
 * @param value what stands there
 */
record Located<T>(long line, T value) {}
