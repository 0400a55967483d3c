package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;

/**
 * Where the parts of a running system are reached.
 *
 * @param bootstrapServers Kafka
 * @param tollAddress toll-payments
 * @param fireAddress fire-detection
 * @param simulatorsAddress the simulators' admin interface
 */
public record RunningSystem(String bootstrapServers, String tollAddress, String fireAddress, String simulatorsAddress) {

    /**
     * The system that was started in {@code data}.
     *
     * @throws CommandFailure when none was
     */
    public static RunningSystem in(DataDirectory data) {
        Ports ports = new RunStateFile(data)
                .read()
                .orElseThrow(() -> CommandFailure.notRunning(
                        "nothing is running in " + data.root() + ": start it with ./tocsin up"))
                .ports();
        return new RunningSystem(
                Blueprint.kafkaAddress(ports),
                Blueprint.tollAddress(ports),
                Blueprint.fireAddress(ports),
                Blueprint.simulatorsAddress(ports));
    }
}
