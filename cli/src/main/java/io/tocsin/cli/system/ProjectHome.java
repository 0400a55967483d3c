package io.tocsin.cli.system;

import java.nio.file.Path;

/** Where the project is, and with it what was built. */
public final class ProjectHome {
    private ProjectHome() {}

    /** The root of the project, as {@code ./tocsin} gives it; the current directory when it was not asked. */
    public static Path locate() {
        return Path.of(System.getProperty("tocsin.home", "")).toAbsolutePath();
    }
}
