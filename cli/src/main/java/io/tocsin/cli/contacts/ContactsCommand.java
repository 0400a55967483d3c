package io.tocsin.cli.contacts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about contacts. */
@Command(
        name = "contacts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The on-call directory: whom notifications go to.",
        subcommands = {ImportCommand.class, ListCommand.class})
public final class ContactsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with contacts");
    }
}
