package io.tocsin.service.kafka;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks Kafka every few seconds whether it is there; health checks read the last answer and never wait. */
@Singleton
public final class KafkaContact {
    private static final int PATIENCE_MILLIS = 2_000;

    private final Admin admin;
    private volatile boolean there;

    KafkaContact(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        var settings = new HashMap<String, Object>(broker);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, service + "-health");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, PATIENCE_MILLIS);
        this.admin = Admin.create(settings);
    }

    @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                    .nodes()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            there = true;
        } catch (ExecutionException | TimeoutException e) {
            there = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it has answered lately. */
    public boolean isThere() {
        return there;
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
