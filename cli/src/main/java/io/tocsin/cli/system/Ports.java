package io.tocsin.cli.system;

/**
 * The TCP ports of one copy of the system.
 *
 * @param kafka of the broker
 * @param toll of toll-payments
 * @param fire of fire-detection
 * @param notifications of notifications
 * @param simulators of the simulators' admin interface
 * @param bank of the simulated bank
 * @param mail of the simulated mail server
 * @param sms of the simulated SMS centre
 */
public record Ports(int kafka, int toll, int fire, int notifications, int simulators, int bank, int mail, int sms) {}
