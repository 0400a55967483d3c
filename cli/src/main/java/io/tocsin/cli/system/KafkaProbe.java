package io.tocsin.cli.system;

import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks the broker for its topics. */
final class KafkaProbe implements Probe {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int CONNECT_MILLIS = 500;

    private final String host;
    private final int port;

    KafkaProbe(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public Readiness ask() {
        // A Kafka client is dear to make: only for somebody who listens.
        if (!listens()) {
            return new Readiness.NotReady("does not listen");
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                host + ":" + port,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            return readiness(admin.listTopics().names().get());
        } catch (ExecutionException e) {
            return new Readiness.NotReady("does not answer: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness.NotReady("was not asked to the end");
        }
    }

    private static Readiness readiness(Set<String> present) {
        List<String> missing = Topics.ALL.stream()
                .map(Topic::name)
                .filter(name -> !present.contains(name))
                .toList();
        return missing.isEmpty()
                ? new Readiness.Ready()
                : new Readiness.NotReady("has no topic " + String.join(", ", missing));
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
