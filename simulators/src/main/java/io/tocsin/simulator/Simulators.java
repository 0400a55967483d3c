package io.tocsin.simulator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Starts the simulators. What keeps them from starting is told in one line, for a person can do something about it. */
@QuarkusMain
public final class Simulators {
    private Simulators() {}

    /** Runs until the process is told to end. */
    public static void main(String... args) {
        Quarkus.run(null, Simulators::end, args);
    }

    private static void end(int exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println("The simulators did not start: " + reason(failure));
        }
        System.exit(exitCode);
    }

    /** The first message that was written for people: those of Quarkus say only that something failed. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof IllegalStateException)
                && !(cause instanceof UncheckedIOException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
