package io.tocsin.cli.replay;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the option {@code --speed} says. */
public final class Speed {
    /** What is said to send as fast as Kafka takes it. */
    public static final String FASTEST = "max";

    private Speed() {}

    /**
     * Reads it.
     *
     * @return 0 for the fastest
     * @throws ParameterException when it is neither a number above 0 nor {@link #FASTEST}
     */
    public static double read(String text, CommandSpec command) {
        if (text.equals(FASTEST)) {
            return 0;
        }
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0 && Double.isFinite(speed)) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw new ParameterException(command.commandLine(), "--speed must be a number or max, not " + text, e);
        }
        throw new ParameterException(command.commandLine(), "--speed must be more than 0, or max");
    }
}
