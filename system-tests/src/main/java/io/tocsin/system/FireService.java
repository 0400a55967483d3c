package io.tocsin.system;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One process of fire-detection. */
public final class FireService extends ServiceProcess {
    private final FireClient client;

    /**
     * Starts it.
     *
     * @param name in the log, and of its directory
     * @param directory where its log and its state are
     * @param jvm how it is run
     * @param heap its largest heap, as {@code -Xmx} takes it
     * @param settings its configuration, by SmallRye's names for the environment
     */
    FireService(String name, Path directory, Jvm jvm, String heap, Map<String, String> settings) {
        this(name, directory, jvm, heap, FreePorts.next(), settings);
    }

    private FireService(String name, Path directory, Jvm jvm, String heap, int port, Map<String, String> settings) {
        super(
                name,
                directory,
                jvm,
                heap,
                "fire-detection/target/quarkus-app/quarkus-run.jar",
                port,
                withState(settings, directory.resolve(name)));
        this.client = new FireClient(URI.create("http://localhost:" + port));
    }

    private static Map<String, String> withState(Map<String, String> settings, Path state) {
        var all = new HashMap<>(settings);
        all.put("TOCSIN_FIRE_STATE_DIR", state.toString());
        return all;
    }

    /** How it is asked. */
    public FireClient http() {
        return client;
    }

    @Override
    ServiceClient client() {
        return client;
    }
}
