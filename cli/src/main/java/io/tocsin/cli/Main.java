package io.tocsin.cli;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import picocli.CommandLine;

/** Runs the command line. */
public final class Main {
    private Main() {}

    /** Ends the JVM with one of {@link io.tocsin.cli.terminal.ExitCodes}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Tocsin());
        line.setParameterExceptionHandler((failure, parsed) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr()
                    .println("tocsin: " + failure.getMessage() + "; see "
                            + command.getCommandSpec().qualifiedName() + " --help");
            command.getErr().flush();
            return ExitCodes.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            boolean expected = failure instanceof CommandFailure;
            command.getErr().println("tocsin: " + (expected ? failure.getMessage() : "unexpected: " + failure));
            command.getErr().flush();
            return failure instanceof CommandFailure told ? told.exitCode() : ExitCodes.FAILED;
        });
        return line;
    }
}
