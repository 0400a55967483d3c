package io.tocsin.system.soak;

import java.time.Duration;

/**
 * Something that goes wrong for a while.
 *
 * @param name as it is counted
 * @param shortest how long it lasts at least
 * @param longest how long it lasts at the most
 * @param begin breaks it
 * @param end mends it
 */
record Trouble(String name, Duration shortest, Duration longest, Runnable begin, Runnable end) {}
