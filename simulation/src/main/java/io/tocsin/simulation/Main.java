package io.tocsin.simulation;

import picocli.CommandLine;

/** {@code ./tocsin simulate}. */
public final class Main {
    private Main() {}

    /** Runs it and exits with its code. */
    public static void main(String[] arguments) {
        // One step at a time runs in a history, so one carrier thread is the fastest. Read when the first virtual
        // thread starts.
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "1");
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
