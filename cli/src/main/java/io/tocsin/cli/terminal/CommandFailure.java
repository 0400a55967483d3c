package io.tocsin.cli.terminal;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked to. The message is one line for people: what happened, to what, what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** It failed. */
    public static CommandFailure failed(String message) {
        return new CommandFailure(ExitCodes.FAILED, message, null);
    }

    /** It failed because of {@code cause}, which the message already tells. */
    public static CommandFailure failed(String message, Throwable cause) {
        return new CommandFailure(ExitCodes.FAILED, message, cause);
    }

    /** Nothing runs that the command could talk to. */
    public static CommandFailure notRunning(String message) {
        return new CommandFailure(ExitCodes.NOT_RUNNING, message, null);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
