package io.tocsin.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes to.
 *
 * @param out what was asked for
 * @param err progress and trouble
 * @param interactive whether a person watches: lines may be rewritten in place
 */
public record Screen(PrintWriter out, PrintWriter err, boolean interactive) {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    /** The terminal that the command was started from. */
    public static Screen of(CommandSpec command) {
        return new Screen(
                command.commandLine().getOut(),
                command.commandLine().getErr(),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    /** Writes a line to standard output at once. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Writes a line to standard error at once. */
    public void note(String text) {
        err.println(text);
        err.flush();
    }

    /** Rewrites the current line of an interactive terminal; elsewhere writes a line. */
    public void rewrite(String text) {
        if (interactive) {
            out.print(CLEAR_LINE + text);
            out.flush();
        } else {
            line(text);
        }
    }

    /** Ends a line that was rewritten, so that the next one begins on its own. */
    public void endRewriting() {
        if (interactive) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
