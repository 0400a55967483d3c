package io.tocsin.cli.payment;

import java.time.Instant;

/**
 * One thing that happened to a payment.
 *
 * @param at when
 * @param where the topic and position, or the bank
 * @param what for people
 */
record StoryLine(Instant at, String where, String what) {}
