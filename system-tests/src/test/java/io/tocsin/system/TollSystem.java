package io.tocsin.system;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaOptions;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.bank.BankOptions;
import io.tocsin.simulator.bank.BankServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Kafka, a bank and toll-payments for the tests of one class; what the services logged last is shown when a test fails.
 *
 * <p>Kafka and the bank run in this process, the services in theirs.
 */
final class TollSystem implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {
    private final Map<String, String> settings = new HashMap<>();
    private final List<TollService> services = new ArrayList<>();
    private int instances = 1;
    private @Nullable Path directory;
    private @Nullable EmbeddedKafka kafka;
    private @Nullable Vertx vertx;
    private @Nullable BankServer bank;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /** With one more setting of toll-payments, by its environment name. */
    TollSystem with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** With that many instances of toll-payments; one unless told otherwise. */
    TollSystem instances(int count) {
        instances = count;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("tocsin-system-");
        kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.in(directory.resolve("kafka")).withTopics(Topics.ALL));
        vertx = Vertx.vertx();
        bank = BankServer.start(vertx, BankOptions.local(directory.resolve("bank")));
        for (int i = 1; i <= instances; i++) {
            startService("toll-payments-" + i);
        }
        services.forEach(TollService::awaitReady);
    }

    /** Starts one more instance. */
    TollService startService(String name) {
        var environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka().bootstrapServers());
        environment.putIfAbsent("TOCSIN_TOLL_BANK_URL", "http://localhost:" + bank().port());
        var service = new TollService(name, present(directory), environment);
        services.add(service);
        return service;
    }

    EmbeddedKafka kafka() {
        return present(kafka);
    }

    BankServer bank() {
        return present(bank);
    }

    TollService service() {
        return service(1);
    }

    TollService service(int number) {
        return services.get(number - 1);
    }

    /** Stops Kafka; {@link #kafkaReturns} brings it back with all that it had. */
    void kafkaGoesAway() {
        kafka().close();
    }

    /** Starts Kafka again, where it was. */
    void kafkaReturns() {
        int port = Integer.parseInt(kafka().bootstrapServers().replaceAll(".*:", ""));
        kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.in(present(directory).resolve("kafka")).withPort(port));
    }

    TopicReader read(Topic... topics) {
        return new TopicReader(kafka().bootstrapServers(), topics);
    }

    TopicReader outcomes() {
        return read(Topics.SETTLED_PAYMENTS, Topics.FAILED_PAYMENTS);
    }

    /** Writes payments straight into Kafka and returns when it has them all. */
    void send(Collection<PendingPayment> payments) {
        awaitTaken(payments.stream()
                .map(payment -> new ProducerRecord<>(
                        Topics.PENDING_PAYMENTS.name(),
                        payment.vehicle().text().getBytes(StandardCharsets.UTF_8),
                        Json.write(payment)))
                .map(producer()::send)
                .toList());
    }

    /** Writes any record, and returns when Kafka has it. */
    void send(ProducerRecord<byte[], byte[]> record) {
        awaitTaken(List.of(producer().send(record)));
    }

    private static void awaitTaken(List<Future<RecordMetadata>> sent) {
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Kafka has not taken a record of the test", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before Kafka had a record of the test", e);
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka().bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            services.forEach(service -> System.out.println(service.lastWords()));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        services.forEach(TollService::close);
        services.clear();
        if (producer != null) {
            producer.close();
        }
        if (bank != null) {
            bank.close();
        }
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the system is not started");
        }
        return part;
    }
}
