package io.tocsin.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.bank.BankOptions;
import io.tocsin.simulator.bank.BankServer;
import io.tocsin.system.check.AskedPayment;
import io.tocsin.system.check.Books;
import io.tocsin.system.check.Evidence;
import io.tocsin.system.check.Letter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Kafka, a bank and toll-payments, on ports of their own and in one directory, each of which can be broken.
 *
 * <p>Kafka and the services are processes, the bank is in this one: what it is told to do wrong holds at once, and its
 * ledger can be read without asking the others.
 */
public final class TollHouse implements AutoCloseable {
    /** The header by which a record that is no payment is known again when it is put aside. */
    public static final String MARK = "mark";

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration LOOK_AT_MANY_EVERY = Duration.ofSeconds(2);
    private static final int MANY = 10_000;
    private static final Duration SENDING_LIMIT = Duration.ofSeconds(30);
    private static final List<String> OUTCOME_TOPICS =
            List.of(Topics.SETTLED_PAYMENTS.name(), Topics.FAILED_PAYMENTS.name());

    private static final String DEAD_LETTERS = Topics.PENDING_PAYMENTS_DEAD_LETTER.name();

    /** Where the engine keeps what is open, by the names that the topology gives its stores. */
    private static final List<String> CHANGELOGS_TO_BE_EMPTY =
            List.of("toll-payments-bank-calls-in-flight-changelog", "toll-payments-bank-calls-waiting-changelog");

    private static final List<String> EVIDENCE_TOPICS = Stream.of(
                    OUTCOME_TOPICS, List.of(DEAD_LETTERS), CHANGELOGS_TO_BE_EMPTY)
            .flatMap(List::stream)
            .toList();

    private final Path directory;
    private final Jvm jvm;
    private final Map<String, String> settings;
    private final List<TollService> services = new CopyOnWriteArrayList<>();
    private final Broker broker;
    private final Vertx vertx = Vertx.vertx();
    private final BankServer bank;
    private final KafkaProducer<byte[], byte[]> producer;

    private TollHouse(Path directory, Jvm jvm, Map<String, String> settings) {
        this.directory = directory;
        this.jvm = jvm;
        this.settings = Map.copyOf(settings);
        this.broker = new Broker(directory, jvm);
        this.bank = BankServer.start(
                vertx, BankOptions.local(directory.resolve("bank")).withPort(FreePorts.next()));
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param directory where everything is kept; empty
     * @param jvm how Kafka and toll-payments are run
     * @param instances how many of toll-payments
     * @param settings of toll-payments, by the names of its environment
     */
    public static TollHouse open(Path directory, Jvm jvm, int instances, Map<String, String> settings) {
        var house = new TollHouse(directory, jvm, settings);
        try {
            for (int i = 1; i <= instances; i++) {
                house.startService("toll-payments-" + i);
            }
            house.services.forEach(TollService::awaitReady);
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** Starts one more instance. */
    public TollService startService(String name) {
        var all = new HashMap<>(settings);
        all.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        all.putIfAbsent("TOCSIN_TOLL_BANK_URL", "http://localhost:" + bank.port());
        var service = new TollService(name, directory, jvm, all);
        services.add(service);
        return service;
    }

    /** Where everything is kept. */
    public Path directory() {
        return directory;
    }

    /** Kafka. */
    public Broker broker() {
        return broker;
    }

    /** The bank. */
    public BankServer bank() {
        return bank;
    }

    /** All instances of toll-payments, also those that do not run at the moment. */
    public List<TollService> services() {
        return services;
    }

    /** Writes payments straight into Kafka, and returns when it has them. */
    public void send(Collection<PendingPayment> payments) {
        awaitTaken(
                payments.stream().map(payment -> producer.send(record(payment))).toList());
    }

    /** Writes any record, and returns when Kafka has it. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        awaitTaken(List.of(producer.send(record)));
    }

    /** What writes into this Kafka; for those who do not want to wait. */
    public KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    /** A payment as it is written into Kafka. */
    public static ProducerRecord<byte[], byte[]> record(PendingPayment payment) {
        return new ProducerRecord<>(
                Topics.PENDING_PAYMENTS.name(), payment.vehicle().text().getBytes(UTF_8), Json.write(payment));
    }

    private static void awaitTaken(List<Future<RecordMetadata>> sent) {
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(SENDING_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Kafka has not taken a record within " + SENDING_LIMIT, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before Kafka had a record", e);
            }
        }
    }

    /** A careful reader of the outcomes; the caller closes it. */
    public TopicReader outcomes() {
        return read(OUTCOME_TOPICS);
    }

    /** A reader of the outcomes that also sees those that are not committed; the caller closes it. */
    public TopicReader outcomesWithUncommitted() {
        return TopicReader.careless(broker.bootstrapServers(), OUTCOME_TOPICS);
    }

    /** A careful reader of these topics; the caller closes it. */
    public TopicReader read(Collection<String> topics) {
        return TopicReader.careful(broker.bootstrapServers(), topics);
    }

    /**
     * The books of all instances that run, together.
     *
     * @throws IOException when one does not tell
     */
    public Books books() throws IOException {
        Books sum = Books.EMPTY;
        for (TollService service : services) {
            if (service.isAlive()) {
                sum = sum.plus(service.http().books());
            }
        }
        return sum;
    }

    /**
     * Waits until every payment has the outcomes that it must have and nothing is open any more, or until nothing has moved
     * for some time. That it is not done then is not told here but by the checker.
     */
    public void awaitDone(Collection<AskedPayment> asked, Duration patience) {
        try (TopicReader reader = outcomes()) {
            int seen = -1;
            while (seen < reader.outcomes().size()) {
                seen = reader.outcomes().size();
                if (isDoneWithin(patience, asked, reader)) {
                    return;
                }
            }
        }
    }

    private boolean isDoneWithin(Duration limit, Collection<AskedPayment> asked, TopicReader reader) {
        try {
            // To look costs something too, and may be done while others are measured.
            Duration every = asked.size() < MANY ? LOOK_EVERY : LOOK_AT_MANY_EVERY;
            await().atMost(limit).pollInterval(every).until(() -> isDone(asked, reader.outcomes()));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private boolean isDone(Collection<AskedPayment> asked, List<PaymentOutcome> outcomes) {
        Map<PaymentId, Long> counts =
                outcomes.stream().collect(Collectors.groupingBy(PaymentOutcome::paymentId, Collectors.counting()));
        if (asked.stream().anyMatch(payment -> counts.getOrDefault(payment.id(), 0L) < payment.certainOutcomes())) {
            return false;
        }
        try {
            Books books = books();
            return books.open() == 0 && books.settled() + books.failed() == outcomes.size();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Everything that the topics, the bank and the services tell now, beside what was asked for. */
    public Evidence evidence(Collection<AskedPayment> asked, Collection<Letter> nonPayments) {
        try (TopicReader reader = read(EVIDENCE_TOPICS)) {
            Map<String, List<ConsumerRecord<byte[], byte[]>>> records =
                    reader.toTheEnd().stream().collect(Collectors.groupingBy(ConsumerRecord::topic));
            return new Evidence(
                    List.copyOf(asked),
                    List.copyOf(nonPayments),
                    OUTCOME_TOPICS.stream()
                            .flatMap(topic -> records.getOrDefault(topic, List.of()).stream())
                            .map(TopicReader::outcome)
                            .toList(),
                    records.getOrDefault(DEAD_LETTERS, List.of()).stream()
                            .map(record -> new Letter(mark(record.headers()), record.value()))
                            .toList(),
                    bank.ledger().charges(),
                    books(),
                    CHANGELOGS_TO_BE_EMPTY.stream()
                            .collect(Collectors.toMap(
                                    changelog -> changelog,
                                    changelog -> entries(records.getOrDefault(changelog, List.of())))));
        } catch (IOException e) {
            throw new UncheckedIOException("an instance does not tell its books", e);
        }
    }

    private static String mark(Headers headers) {
        Header mark = headers.lastHeader(MARK);
        return mark == null ? "" : new String(mark.value(), UTF_8);
    }

    /** How many entries another owner would find in the store that has this changelog. */
    private static long entries(List<ConsumerRecord<byte[], byte[]>> changelog) {
        Map<String, Boolean> there = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : changelog) {
            there.put(record.partition() + ":" + new String(record.key(), ISO_8859_1), record.value() != null);
        }
        return there.values().stream().filter(isThere -> isThere).count();
    }

    /** What each process printed last. */
    public String lastWords() {
        return broker.lastWords() + "\n"
                + services.stream().map(TollService::lastWords).collect(Collectors.joining("\n"));
    }

    /** Kills everything; the directory stays. */
    @Override
    public void close() {
        services.forEach(TollService::close);
        producer.close(Duration.ZERO);
        bank.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        broker.close();
    }
}
