package io.tocsin.notification.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Loggers of libraries that write whole messages, or passwords, to the log when somebody turns their level up. They are silenced when
 * a gateway is made, after the configuration was read, so whatever that says has no effect on them.
 *
 * <p>What they say of failures the gateways say themselves.
 */
public final class SilentLoggers {
    /** A logger that nobody holds may be collected, and comes back as talkative as it was. */
    private static final List<Logger> HELD = new ArrayList<>();

    private SilentLoggers() {}

    /** Silences the loggers of these names; not those below them. */
    public static synchronized void silence(String... names) {
        for (String name : names) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.OFF);
            HELD.add(logger);
        }
    }
}
