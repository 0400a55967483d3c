package io.tocsin.system;

import java.util.List;

/** How our programs are run. */
public enum Jvm {
    /** Soon ready, which counts where processes are started by the dozen and nobody measures speed. */
    SOON_READY("-XX:TieredStopAtLevel=1"),

    /** As {@code ./tocsin up} runs them: for measuring. */
    AS_IN_USE("-XX:+ExitOnOutOfMemoryError");

    private final String option;

    Jvm(String option) {
        this.option = option;
    }

    /** The JVM's options. */
    List<String> options() {
        return List.of("-XX:+UseSerialGC", option);
    }
}
