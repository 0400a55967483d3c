package io.tocsin.cli.terminal;

/** What a command ends with; {@code docs/cli.md} lists them. */
public final class ExitCodes {
    /** All went as asked. */
    public static final int OK = 0;

    /** It failed; one line on standard error says why. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** Nothing is running. */
    public static final int NOT_RUNNING = 3;

    /** It runs, but not every part is ready. */
    public static final int NOT_READY = 4;

    /** No outcome yet: it may still come. */
    public static final int NO_OUTCOME_YET = 5;

    private ExitCodes() {}
}
