package io.tocsin.simulation.history;

/**
 * A guarantee that a history breaks.
 *
 * @param position the event of the history, counted from 0, at which it was seen
 * @param what what happened to what, for people
 */
public record Violation(Guarantee guarantee, int position, String what) {}
