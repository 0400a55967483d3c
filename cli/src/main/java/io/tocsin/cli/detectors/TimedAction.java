package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.TimeConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** An action that ends by itself. */
abstract class TimedAction extends DetectorAction {
    @Option(
            names = "--for",
            required = true,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long, for example 30m; it ends by itself.")
    private Duration howLong;

    @Override
    final String howLong() {
        return howLong.toString();
    }
}
