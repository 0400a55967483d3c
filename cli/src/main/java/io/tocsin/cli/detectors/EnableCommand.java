package io.tocsin.cli.detectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lets a detector's signals of fire count again. */
@Command(
        name = "enable",
        description = "Lets the signals of fire of a detector that is disabled or in test count again at once.")
final class EnableCommand extends DetectorAction {
    @Override
    @Nullable String howLong() {
        return null;
    }
}
