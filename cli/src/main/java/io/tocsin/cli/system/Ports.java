package io.tocsin.cli.system;

/**
 * The TCP ports of one copy of the system.
 *
 * @param kafka of the broker
 * @param toll of toll-payments
 * @param fire of fire-detection
 * @param simulators of the simulators' admin interface
 * @param bank of the simulated bank
 */
public record Ports(int kafka, int toll, int fire, int simulators, int bank) {}
