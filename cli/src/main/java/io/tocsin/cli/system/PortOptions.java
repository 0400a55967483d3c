package io.tocsin.cli.system;

import picocli.CommandLine.Option;

/** The options that move a copy of the system to other ports. */
final class PortOptions {
    @Option(names = "--kafka-port", defaultValue = "9092", paramLabel = "PORT", description = DESCRIPTION)
    private int kafka;

    @Option(names = "--toll-port", defaultValue = "8081", paramLabel = "PORT", description = DESCRIPTION)
    private int toll;

    @Option(names = "--fire-port", defaultValue = "8082", paramLabel = "PORT", description = DESCRIPTION)
    private int fire;

    @Option(names = "--notifications-port", defaultValue = "8083", paramLabel = "PORT", description = DESCRIPTION)
    private int notifications;

    @Option(names = "--simulators-port", defaultValue = "8090", paramLabel = "PORT", description = DESCRIPTION)
    private int simulators;

    @Option(names = "--bank-port", defaultValue = "8091", paramLabel = "PORT", description = DESCRIPTION)
    private int bank;

    @Option(names = "--mail-port", defaultValue = "8025", paramLabel = "PORT", description = DESCRIPTION)
    private int mail;

    @Option(names = "--sms-port", defaultValue = "2775", paramLabel = "PORT", description = DESCRIPTION)
    private int sms;

    private static final String DESCRIPTION = "Default: ${DEFAULT-VALUE}.";

    Ports chosen() {
        return new Ports(kafka, toll, fire, notifications, simulators, bank, mail, sms);
    }
}
