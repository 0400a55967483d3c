package io.tocsin.cli.detectors;

import picocli.CommandLine.Command;

/** Lets a detector's signals of fire not count for a while. */
@Command(
        name = "disable",
        description = "Lets a detector's signals of fire not count for a while. It is supervised all the same.")
final class DisableCommand extends TimedAction {}
