package io.tocsin.cli.detectors;

import picocli.CommandLine.Command;

/** Lets a detector be tested for a while. */
@Command(
        name = "test",
        description =
                "Lets a detector be tested for a while: its signals of fire raise no alarm. It is supervised all the same.")
final class TestCommand extends TimedAction {}
