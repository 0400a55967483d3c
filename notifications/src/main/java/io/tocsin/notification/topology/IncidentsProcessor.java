package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.DeadLetter;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.IncidentInput;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.routing.GroupingPolicy;
import io.tocsin.notification.routing.Incident;
import io.tocsin.notification.routing.Telling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the incidents: notifications and acknowledgements in, messages to people out; and looks after them as time passes. */
final class IncidentsProcessor extends ContextualProcessor<byte[], Sign, byte[], Outgoing> {
    static final String INCIDENTS = "incidents";
    static final String NOTIFICATIONS = "incident-notifications";

    private static final JsonForm<Notification> NOTIFICATION = Json.form(Notification.class);
    private static final JsonForm<IncidentInput> INPUT = Json.form(IncidentInput.class);
    private static final Duration TICK = Duration.ofMillis(200);

    private final MessageWriter writer;
    private final GroupingPolicy policy;
    private final Clock clock;
    private final NotificationMeters meters;
    private Ownership ownership = new Ownership();
    private @Nullable IncidentBook bookOrNull;

    IncidentsProcessor(MessageWriter writer, GroupingPolicy policy, Clock clock, NotificationMeters meters) {
        this.writer = writer;
        this.policy = policy;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        ownership = new Ownership();
        bookOrNull = new IncidentBook(context.getStateStore(INCIDENTS), context.getStateStore(NOTIFICATIONS), policy);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    private IncidentBook book() {
        if (bookOrNull == null) {
            throw new IllegalStateException("used before init");
        }
        return bookOrNull;
    }

    @Override
    public void process(Record<byte[], Sign> record) {
        ownership.prove();
        switch (record.value()) {
            case Sign.Notified(byte[] value) -> notified(record.withValue(value));
            case Sign.Input(byte[] value) -> input(value);
        }
    }

    private void notified(Record<byte[], byte[]> record) {
        Notification notification;
        try {
            notification = NOTIFICATION.read(record.value() == null ? new byte[0] : record.value());
        } catch (IllegalArgumentException e) {
            refuse(record, String.valueOf(e.getMessage()));
            return;
        }
        if (!Arrays.equals(record.key(), notification.incident().getBytes(UTF_8))) {
            refuse(record, "the record's key is not its incident, so its partition is not the one of its kin");
        } else if (book().note(notification)) {
            meters.notified(notification.severity());
            take(notification, record.headers());
        }
    }

    private void refuse(Record<byte[], byte[]> record, String reason) {
        meters.unreadable();
        DeadLetter dead = DeadLetter.of(record, context().recordMetadata(), reason);
        context()
                .forward(new Record<>(
                        dead.key(),
                        new Outgoing(Topics.NOTIFICATIONS_DEAD_LETTER, dead.value()),
                        record.timestamp(),
                        dead.headers()));
    }

    private void take(Notification notification, Headers headers) {
        String name = notification.incident();
        Instant now = clock.instant();
        IncidentEntry known = book().find(name);
        if (known == null || known.incident().isForgotten(now, policy)) {
            follow(name, Incident.begun(notification, now), 0, false, headers);
        } else {
            Incident.Step step = known.incident().notified(notification, now, policy);
            follow(name, step, known.tellings(), known.untold(), headers);
        }
    }

    private void follow(String name, Incident.Step step, int toldBefore, boolean untoldBefore, Headers headers) {
        int tellings = toldBefore;
        boolean untold = untoldBefore;
        for (Telling telling : step.tellings()) {
            untold = tell(name, telling, tellings++, untold, headers);
        }
        book().put(name, new IncidentEntry(step.incident(), tellings, untold));
        if (!step.tellings().isEmpty()) {
            context().commit();
        }
    }

    /** Tells people; returns whether there is nobody whom an alarm could be told. */
    private boolean tell(String name, Telling telling, int number, boolean untoldBefore, Headers headers) {
        Instant now = clock.instant();
        List<Message> messages = writer.messages(telling, number, now);
        for (Message message : messages) {
            send(message.key(), new Outgoing(message.topic(), message.value()), headers);
        }
        boolean matters = telling.notification().severity().isAlarm() || writer.knowsNobody();
        boolean untold = messages.isEmpty() && matters;
        String part = part(name);
        if (untold && !untoldBefore) {
            fault(new SystemFault.Raised(
                    part,
                    now,
                    "nobody in the on-call directory is to be told of it: import contacts",
                    telling.notification().at()));
        } else if (!messages.isEmpty() && untoldBefore) {
            fault(new SystemFault.Cleared(part, now));
        }
        return messages.isEmpty() ? untold || untoldBefore : false;
    }

    private static String part(String incident) {
        return "telling people of " + incident;
    }

    private void fault(SystemFault fault) {
        send(fault.part().getBytes(UTF_8), new Outgoing(Topics.SYSTEM_FAULTS, Json.write(fault)), new RecordHeaders());
    }

    private void input(byte[] value) {
        IncidentInput input;
        try {
            input = INPUT.read(value == null ? new byte[0] : value);
        } catch (IllegalArgumentException e) {
            meters.unreadable();
            return;
        }
        switch (input) {
            case IncidentInput.Acknowledged acknowledged -> acknowledge(acknowledged.incident());
            case IncidentInput.OwnerBegan itself -> {}
        }
    }

    private void acknowledge(String name) {
        IncidentEntry entry = book().find(name);
        if (entry != null) {
            book().put(
                            name,
                            new IncidentEntry(
                                    entry.incident().acknowledgedBySomebody(), entry.tellings(), entry.untold()));
        }
    }

    private void tick() {
        if (book().isEmpty() || !ownership.isProvenOrAsk(this::askForRecord)) {
            return;
        }
        Instant now = clock.instant();
        for (String name : book().due(now)) {
            IncidentEntry entry = book().find(name);
            if (entry == null || entry.incident().isForgotten(now, policy)) {
                if (entry != null && entry.untold()) {
                    fault(new SystemFault.Cleared(part(name), now));
                }
                book().forget(name);
            } else {
                follow(
                        name,
                        entry.incident().passed(now, policy),
                        entry.tellings(),
                        entry.untold(),
                        new RecordHeaders());
            }
        }
    }

    private void askForRecord() {
        int partition = context().taskId().partition();
        send(
                Integer.toString(partition).getBytes(UTF_8),
                new Outgoing(
                        Topics.INCIDENT_INPUTS, Json.write(new IncidentInput.OwnerBegan(clock.instant())), partition),
                new RecordHeaders());
        context().commit();
    }

    private void send(byte[] key, Outgoing outgoing, Headers headers) {
        context().forward(new Record<>(key, outgoing, clock.millis(), headers));
    }
}
