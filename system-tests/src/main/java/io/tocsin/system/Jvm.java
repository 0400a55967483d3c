package io.tocsin.system;

import java.util.List;

/** How our programs are run. */
public enum Jvm {
    /** Soon ready, which counts where processes are started by the dozen and nobody measures speed. */
    SOON_READY,

    /** As {@code ./tocsin up} runs them: for measuring. */
    AS_IN_USE;

    /** The JVM's options. */
    List<String> options() {
        return switch (this) {
            case SOON_READY -> List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
            case AS_IN_USE ->
                List.of("-XX:+UseSerialGC", "-Xms48m", "-XX:MetaspaceSize=128m", "-XX:+ExitOnOutOfMemoryError");
        };
    }
}
