package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.CallEvent;
import io.tocsin.calls.DeadLetterHeaders;
import io.tocsin.calls.Outcome;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.SmsReport;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.message.DeliveryReceipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells what the engine has made of the messages of one channel: receipts, dead letters, and faults where people are not reached. */
final class SentProcessor<M>
        extends ContextualProcessor<byte[], CallEvent<M, DeliveryAnswer.Accepted>, byte[], Outgoing> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ChannelParts<M> parts;
    private final DeliveryReceipts<M> receipts;
    private final Clock clock;
    private final NotificationMeters meters;
    private final Set<String> notReached = new HashSet<>();
    private boolean hasProcessed;
    private @Nullable AcceptanceBook bookOrNull;

    SentProcessor(ChannelParts<M> parts, Clock clock, NotificationMeters meters) {
        this.parts = parts;
        this.receipts = new DeliveryReceipts<>(parts.form());
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        hasProcessed = false;
        bookOrNull = new AcceptanceBook(context.getStateStore(parts.acceptanceStore()), parts.acceptedWithin());
        forgetWhoIsNotReached();
        book().notReached().forEach(this::countLost);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look());
    }

    private AcceptanceBook book() {
        if (bookOrNull == null) {
            throw new IllegalStateException("used before init");
        }
        return bookOrNull;
    }

    @Override
    public void process(Record<byte[], CallEvent<M, DeliveryAnswer.Accepted>> record) {
        // What the engine sends back may be how it asks for its first record, and proves nothing (ADR 6).
        hasProcessed |= !(record.value() instanceof CallEvent.Republished);
        switch (record.value()) {
            case CallEvent.TakenIn<M, DeliveryAnswer.Accepted> taken -> waits(taken.request());
            case CallEvent.Finished<M, DeliveryAnswer.Accepted> finished -> finished(finished, record.headers());
            case CallEvent.Republished<M, DeliveryAnswer.Accepted>(byte[] value, int partition) ->
                context().forward(record.withValue(new Outgoing(parts.messages(), value, partition)));
            case CallEvent.DeadLettered<M, DeliveryAnswer.Accepted> dead ->
                context().forward(record.withValue(new Outgoing(parts.deadLetters(), dead.value())));
        }
    }

    /** From when it was noticed, or from when it may be sent if that is later; from now when a person sends it again. */
    private void waits(M message) {
        Envelope envelope = parts.form().envelope(message);
        Instant asked = envelope.redrives() > 0 ? clock.instant() : envelope.noticedAt();
        Instant notBefore = envelope.notBefore();
        Instant due = notBefore != null && notBefore.isAfter(asked) ? notBefore : asked;
        book().waits(parts.form().key(message), parts.form().id(message), due);
    }

    private void finished(CallEvent.Finished<M, DeliveryAnswer.Accepted> finished, Headers headers) {
        Outcome<M, DeliveryAnswer.Accepted> outcome = finished.outcome();
        M message = outcome.request();
        Envelope envelope = parts.form().envelope(message);
        DeliveryReceipt receipt = receipts.receipt(outcome);
        meters.sent(parts.form().channel(), envelope.severity(), receipt.state(), envelope.noticedAt(), outcome.at());
        send(
                envelope.notification().text().getBytes(UTF_8),
                new Outgoing(Topics.DELIVERY_RECEIPTS, finished.value()),
                headers);
        switch (outcome) {
            case Outcome.Succeeded<M, DeliveryAnswer.Accepted> accepted -> {
                awaitReports(receipt);
                book().accepted(receipt.recipient(), parts.form().id(message), clock.instant())
                        .ifPresent(this::tell);
            }
            case Outcome.Failed<M, DeliveryAnswer.Accepted> failed -> {
                bury(failed, headers);
                book().givenUp(
                                receipt.recipient(),
                                parts.form().id(message),
                                "a message was given up: " + DeliveryReceipts.reason(failed),
                                clock.instant())
                        .ifPresent(this::tell);
            }
        }
    }

    /** What the SMS centre will report of it meets it there. */
    private void awaitReports(DeliveryReceipt accepted) {
        if (parts.form().channel() == Channel.SMS && !accepted.references().isEmpty()) {
            send(
                    accepted.references().getFirst().getBytes(UTF_8),
                    new Outgoing(Topics.SMS_REPORTS, Json.write(new SmsReport.Accepted(accepted)), 0),
                    new RecordHeaders());
        }
    }

    /** The dead letter is the whole message, and can be sent again as it is. */
    private void bury(Outcome.Failed<M, DeliveryAnswer.Accepted> failed, Headers received) {
        M message = failed.request();
        var headers = new RecordHeaders(received);
        headers.add(DeadLetterHeaders.MESSAGE, DeliveryReceipts.reason(failed).getBytes(UTF_8));
        headers.add(DeadLetterHeaders.TOPIC, parts.messages().name().getBytes(UTF_8));
        headers.add(
                DeadLetterHeaders.ATTEMPTS, Integer.toString(failed.attempts()).getBytes(UTF_8));
        headers.add(
                DeadLetterHeaders.FIRST_SEEN,
                parts.form().envelope(message).noticedAt().toString().getBytes(UTF_8));
        send(
                parts.form().key(message).getBytes(UTF_8),
                new Outgoing(
                        parts.deadLetters(),
                        parts.form().write(parts.form().retried(message, failed.attempts(), null))),
                headers);
    }

    private void look() {
        if (hasProcessed) {
            book().passed(clock.instant()).forEach(this::tell);
        }
    }

    private void tell(AcceptanceBook.Change change) {
        String part = parts.form().channel().inWords() + " to " + change.recipient();
        Instant now = clock.instant();
        SystemFault fault =
                switch (change) {
                    case AcceptanceBook.Change.Lost(String recipient, String detail, Instant since) -> {
                        countLost(recipient);
                        yield new SystemFault.Raised(part, now, detail, since);
                    }
                    case AcceptanceBook.Change.Reached(String recipient) -> {
                        notReached.remove(recipient);
                        meters.reached(recipient);
                        yield new SystemFault.Cleared(part, now);
                    }
                };
        send(part.getBytes(UTF_8), new Outgoing(Topics.SYSTEM_FAULTS, Json.write(fault)), new RecordHeaders());
    }

    private void send(byte[] key, Outgoing outgoing, Headers headers) {
        context().forward(new Record<>(key, outgoing, clock.millis(), headers));
    }

    private void countLost(String recipient) {
        notReached.add(recipient);
        meters.lost(recipient);
    }

    private void forgetWhoIsNotReached() {
        notReached.forEach(meters::reached);
        notReached.clear();
    }

    @Override
    public void close() {
        forgetWhoIsNotReached();
    }
}
