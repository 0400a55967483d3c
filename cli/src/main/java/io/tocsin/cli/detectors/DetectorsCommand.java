package io.tocsin.cli.detectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about detectors. */
@Command(
        name = "detectors",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The registry of detectors and floors, and which detectors count.",
        subcommands = {
            ImportCommand.class,
            ListCommand.class,
            DisableCommand.class,
            TestCommand.class,
            EnableCommand.class
        })
public final class DetectorsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with detectors");
    }
}
