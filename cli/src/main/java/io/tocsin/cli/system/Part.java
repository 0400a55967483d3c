package io.tocsin.cli.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the system.
 *
 * @param name for people, and of its log file
 * @param command what is run; holds {@link #mark()}
 * @param environment what is added to the environment
 * @param address where it is reached
 * @param ports the ports it takes, with the option that changes each
 * @param needs the names of the parts that must be ready before it is started
 * @param probe asks whether it is ready
 * @param stopLimit how long it may take to stop by itself
 */
record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        String address,
        Map<String, Integer> ports,
        List<String> needs,
        Probe probe,
        Duration stopLimit) {

    /** Copies what could change. */
    Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = Map.copyOf(ports);
        needs = List.copyOf(needs);
    }

    /** What the command line holds, so that the process is recognised. */
    String mark() {
        return markOf(name);
    }

    static String markOf(String name) {
        return "tocsin.part=" + name;
    }

    Path logIn(Path directory) {
        return directory.resolve(name + ".log");
    }
}
