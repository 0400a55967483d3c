package io.tocsin.system;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One process of notifications. */
public final class NotificationService extends ServiceProcess {
    private static final String HEAP = "512m";

    private final NotificationClient client;

    /**
     * Starts it.
     *
     * @param name in the log, and of its directory
     * @param directory where its log and its state are
     * @param jvm how it is run
     * @param settings its configuration, by SmallRye's names for the environment
     */
    NotificationService(String name, Path directory, Jvm jvm, Map<String, String> settings) {
        this(name, directory, jvm, FreePorts.next(), settings);
    }

    private NotificationService(String name, Path directory, Jvm jvm, int port, Map<String, String> settings) {
        super(
                name,
                directory,
                jvm,
                HEAP,
                "notifications/target/quarkus-app/quarkus-run.jar",
                port,
                withItsOwn(settings, directory.resolve(name), port));
        this.client = new NotificationClient(address(port));
    }

    private static URI address(int port) {
        return URI.create("http://localhost:" + port);
    }

    private static Map<String, String> withItsOwn(Map<String, String> settings, Path state, int port) {
        var all = new HashMap<>(settings);
        all.put("TOCSIN_NOTIFICATIONS_STATE_DIR", state.toString());
        all.put("TOCSIN_NOTIFICATIONS_ACKNOWLEDGEMENT_ADDRESS", address(port).toString());
        return all;
    }

    /** How it is asked. */
    public NotificationClient http() {
        return client;
    }

    @Override
    ServiceClient client() {
        return client;
    }
}
