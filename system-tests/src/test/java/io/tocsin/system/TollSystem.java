package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.file.DirectoryTree;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.ChargeStatus;
import io.tocsin.simulator.bank.Ledger;
import io.tocsin.system.FailureTable.Figures;
import io.tocsin.system.check.AskedPayment;
import io.tocsin.system.check.Checker;
import io.tocsin.system.check.Evidence;
import io.tocsin.system.check.Violation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A toll house for the tests of one class; what its processes printed last is shown when a test fails, and a test of a
 * {@link Breakage} becomes a line of the {@link FailureTable}.
 */
final class TollSystem
        implements BeforeAllCallback, BeforeTestExecutionCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> settings = new HashMap<>();
    private int instances = 1;
    private @Nullable Path directory;
    private @Nullable TollHouse house;
    private Ledger.@Nullable Summary before;
    private @Nullable Figures figures;

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

    /** With a short session, so that a dead instance is soon missed; for tests that kill often. */
    TollSystem soonMissed() {
        return with("KAFKA_STREAMS_CONSUMER_SESSION_TIMEOUT_MS", "2000")
                .with("KAFKA_STREAMS_CONSUMER_HEARTBEAT_INTERVAL_MS", "500");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("tocsin-system-");
        house = TollHouse.open(directory, Jvm.SOON_READY, instances, settings);
    }

    TollHouse house() {
        if (house == null) {
            throw new IllegalStateException("the system is not started");
        }
        return house;
    }

    Broker kafka() {
        return house().broker();
    }

    BankServer bank() {
        return house().bank();
    }

    TollService service() {
        return service(1);
    }

    TollService service(int number) {
        return house().services().get(number - 1);
    }

    /** Starts one more instance. */
    TollService startService(String name) {
        return house().startService(name);
    }

    /** Stops Kafka; {@link #kafkaReturns} brings it back with all that it had. */
    void kafkaGoesAway() {
        kafka().stop();
    }

    /** Starts Kafka again, where it was. */
    void kafkaReturns() {
        kafka().restart();
    }

    /** A careful reader of the outcomes. */
    TopicReader outcomes() {
        return house().outcomes();
    }

    /** A careful reader of these topics. */
    TopicReader read(Topic... topics) {
        return house().read(Arrays.stream(topics).map(Topic::name).toList());
    }

    /** Writes payments straight into Kafka, and returns when it has them. */
    void send(Collection<PendingPayment> payments) {
        house().send(payments);
    }

    /** Writes any record, and returns when Kafka has it. */
    void send(ProducerRecord<byte[], byte[]> record) {
        house().send(record);
    }

    /** {@link #verify(List)} for payments that were asked for once and that Kafka has. */
    void verify(Collection<PendingPayment> payments) {
        verify(payments.stream().map(AskedPayment::once).toList());
    }

    /**
     * Waits until these payments are done, then compares them with the outcome topics and with the bank's own ledger, and
     * the books of all instances with the topics.
     */
    void verify(List<AskedPayment> asked) {
        house().awaitDone(asked, PATIENCE);
        Evidence evidence = house().evidence(asked, List.of());
        figures = figures(evidence);
        assertThat(Checker.check(evidence))
                // Other tests of the class have asked for payments, and sent what is none.
                .filteredOn(
                        violation -> violation.kind() != Kind.NEVER_ASKED && violation.kind() != Kind.DEAD_LETTER_WRONG)
                .isEmpty();
    }

    private Figures figures(Evidence evidence) {
        Set<PaymentId> ids = evidence.asked().stream().map(AskedPayment::id).collect(Collectors.toSet());
        Ledger.Summary now = bank().ledger().summary();
        Ledger.Summary start = before == null ? now : before;
        return new Figures(
                ids.size(),
                evidence.charges().stream()
                        .filter(charge -> charge.status() == ChargeStatus.APPROVED && ids.contains(charge.paymentId()))
                        .count(),
                evidence.outcomes().stream()
                        .map(PaymentOutcome::paymentId)
                        .filter(ids::contains)
                        .count(),
                now.inquiries() - start.inquiries(),
                now.replays() + now.conflicts() - start.replays() - start.conflicts());
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        before = bank().ledger().summary();
        figures = null;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        boolean passed = context.getExecutionException().isEmpty();
        FailureTable.of(context).add(context, figures, passed);
        if (!passed) {
            System.out.println(house().lastWords());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (house != null) {
            house.close();
        }
        if (directory != null) {
            DirectoryTree.delete(directory);
        }
    }
}
