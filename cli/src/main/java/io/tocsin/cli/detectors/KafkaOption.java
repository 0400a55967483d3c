package io.tocsin.cli.detectors;

import io.tocsin.cli.system.DataOption;
import io.tocsin.cli.system.RunningSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Kafka a command speaks to. */
public final class KafkaOption {
    @Mixin
    private DataOption data;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Another Kafka than that of --data.")
    private @Nullable String bootstrapServers;

    /**
     * Where that is.
     *
     * @throws io.tocsin.cli.terminal.CommandFailure when none is named and none runs
     */
    public String bootstrapServers() {
        return bootstrapServers == null ? RunningSystem.in(data.directory()).bootstrapServers() : bootstrapServers;
    }
}
