package io.tocsin.cli;

import io.tocsin.cli.contacts.ContactsCommand;
import io.tocsin.cli.detectors.DetectorsCommand;
import io.tocsin.cli.entries.EntriesCommand;
import io.tocsin.cli.payment.PayCommand;
import io.tocsin.cli.payment.PaymentCommand;
import io.tocsin.cli.signals.SignalsCommand;
import io.tocsin.cli.system.DownCommand;
import io.tocsin.cli.system.StatusCommand;
import io.tocsin.cli.system.UpCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tocsin} command itself: it only holds the others. */
@Command(
        name = "tocsin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Toll payments and fire detection on Apache Kafka: starts the system, sends payments and signals.",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            DownCommand.class,
            EntriesCommand.class,
            PayCommand.class,
            PaymentCommand.class,
            DetectorsCommand.class,
            SignalsCommand.class,
            ContactsCommand.class,
            Completion.class
        },
        footerHeading = "%nFrom the project's directory also:%n",
        footer = {
            "  ./tocsin test    builds, checks and tests every module",
            "  ./tocsin bench   measures",
            "  ./tocsin soak    breaks everything at random, and compares"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went as asked",
            "1:it failed; one line on standard error says why",
            "2:the command line is wrong",
            "3:nothing is running",
            "4:it runs, but not every part is ready",
            "5:no outcome yet"
        })
final class Tocsin implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }
}
