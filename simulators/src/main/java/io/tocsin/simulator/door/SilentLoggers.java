package io.tocsin.simulator.door;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Loggers of libraries that write whole messages, or passwords, when somebody turns their level up. */
public final class SilentLoggers {
    /** A logger that nobody holds may be collected, and comes back as talkative as it was. */
    private static final List<Logger> HELD = new ArrayList<>();

    private SilentLoggers() {}

    /** Silences the loggers of these names, whatever the configuration says; not those below them. */
    public static synchronized void silence(String... names) {
        for (String name : names) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.OFF);
            HELD.add(logger);
        }
    }
}
