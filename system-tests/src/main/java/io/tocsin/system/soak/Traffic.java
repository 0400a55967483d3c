package io.tocsin.system.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.CardNumbers;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.model.topic.Topics;
import io.tocsin.system.ServiceClient.Answer;
import io.tocsin.system.TollHouse;
import io.tocsin.system.TollService;
import io.tocsin.system.check.Letter;
import io.tocsin.system.check.Violation.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Asks for payments, at a steady rate: over HTTP and straight into Kafka, some of them twice, some that the bank declines,
 * some again after they have failed; and sends records that are no payments.
 */
final class Traffic implements Runnable, AutoCloseable {
    static final String OVER_HTTP = "payments over HTTP";
    static final String STRAIGHT = "payments straight into Kafka";
    static final String TWICE = "sent twice";
    static final String AGAIN = "sent again after they had failed";
    static final String NO_PAYMENT = "records that are no payment";
    static final String OTHER_CONTENT = "ids used again for another amount";

    private static final int VEHICLES = 300;
    private static final int REMEMBERED = 1_000;
    private static final int MOST_REDRIVES = 2;
    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMillis(500);
    private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(90);

    private final TollHouse house;
    private final int perSecond;
    private final Chance chance;
    private final Chance redrives;
    private final Deadline end;
    private final Asked asked;
    private final Counts counts;
    private final Findings findings;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    /** One, so that the order stays; of its own, because sending blocks while Kafka is away. */
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    private final Deadline patienceEnds = new Deadline();
    private final List<PendingPayment> recent = new ArrayList<>();

    Traffic(
            TollHouse house,
            int perSecond,
            Chance chance,
            Deadline end,
            Asked asked,
            Counts counts,
            Findings findings) {
        this.house = house;
        this.perSecond = perSecond;
        this.chance = chance;
        this.redrives = chance.split();
        this.end = end;
        this.asked = asked;
        this.counts = counts;
        this.findings = findings;
    }

    /** Until the deadline. */
    @Override
    public void run() {
        Duration between = Duration.ofSeconds(1).dividedBy(perSecond);
        long start = System.nanoTime();
        for (long sent = 1; !end.hasCome(); sent++) {
            sendOne();
            end.pass(between.multipliedBy(sent).minusNanos(System.nanoTime() - start));
        }
    }

    private synchronized void sendOne() {
        double kind = chance.between(0.0, 1.0);
        if (kind < 0.45) {
            PendingPayment payment = remembered(newPayment());
            counts.add(OVER_HTTP);
            asked.sending(payment);
            ask(payment);
        } else if (kind < 0.9) {
            PendingPayment payment = remembered(newPayment());
            counts.add(STRAIGHT);
            asked.sending(payment);
            write(payment);
        } else if (kind < 0.96) {
            if (!recent.isEmpty()) {
                PendingPayment payment = chance.oneOf(recent);
                counts.add(TWICE);
                if (chance.in(0.5)) {
                    ask(payment);
                } else {
                    write(payment);
                }
            }
        } else if (kind < 0.98) {
            counts.add(NO_PAYMENT);
            byte[] nonsense = ("{\"paymentId\":" + chance.between(0, 1_000_000)).getBytes(UTF_8);
            writeNoPayment("NY-" + chance.between(0, VEHICLES), nonsense);
        } else if (!recent.isEmpty()) {
            asked.known(chance.oneOf(recent).paymentId()).ifPresent(payment -> {
                counts.add(OTHER_CONTENT);
                var other = PendingPayment.of(
                        payment.paymentId(),
                        payment.vehicle(),
                        payment.amount().plus(Money.of(1, "EUR")),
                        payment.card(),
                        null);
                ProducerRecord<byte[], byte[]> record = TollHouse.record(other);
                writeNoPayment(payment.vehicle().text(), record.value());
            });
        }
    }

    private PendingPayment remembered(PendingPayment payment) {
        if (recent.size() < REMEMBERED) {
            recent.add(payment);
        } else {
            recent.set(chance.between(0, REMEMBERED), payment);
        }
        return payment;
    }

    private PendingPayment newPayment() {
        boolean declined = chance.in(0.04);
        return PendingPayment.of(
                newId(),
                VehicleId.of("NY-" + chance.between(0, VEHICLES)),
                Money.of(chance.between(100, 5_000), "EUR"),
                Card.ofToken(declined ? "tok_declined_insufficient-funds" : "tok_visa_1"),
                null);
    }

    /** One that does not read like a card number: who hides those would hide it too. */
    private PaymentId newId() {
        String id;
        do {
            id = new UUID(chance.number(), chance.number()).toString();
        } while (CardNumbers.foundIn(id));
        return PaymentId.of(id);
    }

    /** A payment has failed: perhaps a person sends it again. */
    synchronized void failed(FailedPayment failed) {
        if (end.hasCome() || !redrives.in(0.6)) {
            return;
        }
        asked.known(failed.paymentId())
                .filter(payment -> payment.redrives() < MOST_REDRIVES)
                .ifPresent(payment -> {
                    PendingPayment again = payment.redriven();
                    counts.add(AGAIN);
                    asked.sending(again);
                    write(again);
                    if (redrives.in(0.3)) {
                        counts.add(TWICE);
                        write(again);
                    }
                });
    }

    /** As a caller does who wants to be sure: repeats under the same key, to any instance, until one says that it is taken. */
    private void ask(PendingPayment payment) {
        List<TollService> services = house.services();
        int first = chance.between(0, services.size());
        callers.execute(() -> {
            for (int i = first; !patienceEnds.hasCome(); i++) {
                String refusal = answerOf(services.get(i % services.size()), payment);
                if (refusal == null) {
                    patienceEnds.pass(BEFORE_ASKING_AGAIN);
                } else {
                    if (!refusal.isEmpty()) {
                        findings.add(Kind.REFUSED, payment.paymentId() + " over HTTP: " + refusal);
                    }
                    return;
                }
            }
            findings.add(Kind.REFUSED, payment.paymentId() + " over HTTP: nobody took it in the end");
        });
    }

    /** Null when it has to be asked again, empty when the payment was taken, else what was answered. */
    private @Nullable String answerOf(TollService service, PendingPayment payment) {
        try {
            Answer answer = service.http().post(payment);
            return switch (answer.status()) {
                case 202 -> {
                    asked.taken(payment);
                    yield "";
                }
                case 503 -> null;
                default -> answer.status() + " " + answer.text();
            };
        } catch (IOException nobodyThere) {
            return null;
        }
    }

    private void write(PendingPayment payment) {
        write(TollHouse.record(payment), payment.paymentId().text(), () -> asked.taken(payment));
    }

    private void writeNoPayment(String vehicle, byte[] value) {
        var letter = new Letter("mark-" + counts.of(NO_PAYMENT) + "-" + counts.of(OTHER_CONTENT), value);
        var record = new ProducerRecord<>(Topics.PENDING_PAYMENTS.name(), vehicle.getBytes(UTF_8), value);
        record.headers().add(TollHouse.MARK, letter.mark().getBytes(UTF_8));
        write(record, letter.mark(), () -> asked.taken(letter));
    }

    private void write(ProducerRecord<byte[], byte[]> record, String what, Runnable taken) {
        writer.execute(() -> {
            Future<RecordMetadata> ignored = house.producer().send(record, (metadata, failure) -> {
                if (failure == null) {
                    taken.run();
                } else {
                    findings.add(Kind.REFUSED, what + " by Kafka: " + failure);
                }
            });
        });
    }

    /** Waits until everyone knows whether what they asked for is taken; who does not learn it in the end is a finding. */
    void awaitAnswers() {
        finish(writer);
        house.producer().flush();
        finish(callers);
    }

    private void finish(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CALLERS_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                patienceEnds.comesNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while callers were waiting for their answers", e);
        }
    }

    /** Nobody asks any more. */
    @Override
    public void close() {
        patienceEnds.comesNow();
        writer.close();
        callers.close();
    }
}
