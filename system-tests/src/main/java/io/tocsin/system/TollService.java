package io.tocsin.system;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One process of toll-payments. */
public final class TollService extends ServiceProcess {
    private static final String HEAP = "512m";

    private final TollClient client;

    /**
     * Starts it.
     *
     * @param name in the log, and of its directory
     * @param directory where its log and its state are
     * @param jvm how it is run
     * @param settings its configuration, by SmallRye's names for the environment
     */
    TollService(String name, Path directory, Jvm jvm, Map<String, String> settings) {
        this(name, directory, jvm, FreePorts.next(), settings);
    }

    private TollService(String name, Path directory, Jvm jvm, int port, Map<String, String> settings) {
        super(
                name,
                directory,
                jvm,
                HEAP,
                "toll-payments/target/quarkus-app/quarkus-run.jar",
                port,
                withState(settings, directory.resolve(name)));
        this.client = new TollClient(URI.create("http://localhost:" + port));
    }

    private static Map<String, String> withState(Map<String, String> settings, Path state) {
        var all = new HashMap<>(settings);
        all.put("TOCSIN_TOLL_STATE_DIR", state.toString());
        return all;
    }

    /** How it is asked. */
    public TollClient http() {
        return client;
    }

    @Override
    ServiceClient client() {
        return client;
    }
}
