package io.tocsin.notification.topology;

import io.tocsin.calls.RequestReading;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.topic.Topics;
import io.tocsin.service.kafka.NoStore;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Notifications → people and channels → mail server and SMS centre → receipts, or back to the end of the topic, or dead letter. */
public final class NotificationTopology {
    /** A mail of ours has a few thousand bytes; what is this much longer is none. */
    private static final int LARGEST_MESSAGE = 512 * 1024;

    /** Entries live for minutes: small segments keep the changelog, and so a restore, short. */
    private static final Map<String, String> SHORT_LIVED =
            Map.of("segment.bytes", Integer.toString(16 * 1024 * 1024), "min.cleanable.dirty.ratio", "0.1");

    private final NotificationParts parts;

    /** @param parts what it is made of */
    public NotificationTopology(NotificationParts parts) {
        this.parts = parts;
    }

    /** Builds it. */
    public Topology build() {
        var builder = new StreamsBuilder();
        directory(builder);
        incidents(builder);
        acknowledgements(builder);
        channel(builder, parts.emails());
        channel(builder, parts.sms());
        reports(builder);
        digest(builder);
        return builder.build();
    }

    private void directory(StreamsBuilder builder) {
        builder.addGlobalStore(
                NoStore.named("on-call-directory"),
                Topics.CONTACTS.name(),
                asReceived("read-contacts"),
                () -> new ContactsProcessor(parts.contacts(), parts.meters()));
    }

    private void incidents(StreamsBuilder builder) {
        builder.addStateStore(inMemory(IncidentsProcessor.INCIDENTS));
        builder.addStateStore(inMemory(IncidentsProcessor.NOTIFICATIONS));
        var writer = new MessageWriter(parts.contacts()::directory, parts.texts(), parts.links());
        KStream<byte[], Sign> notified = builder.stream(Topics.NOTIFICATIONS.name(), asReceived("read-notifications"))
                .mapValues(Sign.Notified::new, Named.as("as-notification"));
        KStream<byte[], Sign> inputs = builder.stream(Topics.INCIDENT_INPUTS.name(), asReceived("read-incident-inputs"))
                .mapValues(Sign.Input::new, Named.as("as-input"));
        KStream<byte[], Outgoing> told = notified.merge(inputs, Named.as("signs"))
                .process(
                        () -> new IncidentsProcessor(writer, parts.grouping(), parts.clock(), parts.meters()),
                        Named.as("keep-incidents"),
                        IncidentsProcessor.INCIDENTS,
                        IncidentsProcessor.NOTIFICATIONS);
        Outgoing.write(told, "write-what-is-told");
    }

    /** On the panel an alarm is acknowledged on its floor, by a link in a message as an incident. */
    private void acknowledgements(StreamsBuilder builder) {
        KStream<byte[], Outgoing> onFloors = builder.stream(Topics.FLOOR_ALARMS.name(), asReceived("read-floor-alarms"))
                .process(
                        () -> new AcknowledgementReader<>(FloorEvent.class, Acknowledgements::in, parts.meters()),
                        Named.as("acknowledged-on-floor"));
        KStream<byte[], Outgoing> byLink = builder.stream(
                        Topics.OPERATOR_ACTIONS.name(), asReceived("read-operator-actions"))
                .process(
                        () -> new AcknowledgementReader<>(OperatorAction.class, Acknowledgements::in, parts.meters()),
                        Named.as("acknowledged-by-link"));
        Outgoing.write(onFloors, "write-acknowledged-on-floor");
        Outgoing.write(byLink, "write-acknowledged-by-link");
    }

    private <M> void channel(StreamsBuilder builder, ChannelParts<M> channel) {
        String name = channel.messages().name();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(channel.acceptanceStore()), Serdes.String(), Serdes.Long())
                .withLoggingEnabled(SHORT_LIVED));
        KStream<byte[], Outgoing> sent = builder.stream(name, asReceived("read-" + name))
                .processValues(
                        () -> new RequestReading<>(channel.form(), LARGEST_MESSAGE), Named.as("understand-" + name))
                .process(channel.engine(), Named.as("send-" + name))
                .process(
                        () -> new SentProcessor<>(channel, parts.clock(), parts.meters()),
                        Named.as("tell-of-" + name),
                        channel.acceptanceStore());
        Outgoing.write(sent, "write-what-became-of-" + name);
    }

    private void reports(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ReportsProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray()));
        KStream<byte[], Outgoing> known = builder.stream(Topics.SMS_REPORTS.name(), asReceived("read-sms-reports"))
                .process(
                        () -> new ReportsProcessor(parts.clock(), parts.meters()),
                        Named.as("match-sms-reports"),
                        ReportsProcessor.STORE);
        Outgoing.write(known, "write-delivery-receipts");
    }

    private void digest(StreamsBuilder builder) {
        builder.addStateStore(inMemory(DigestProcessor.STORE));
        KStream<byte[], Outgoing> gathered = builder.stream(
                        Topics.FAILED_PAYMENTS.name(), asReceived("read-failed-payments"))
                .mapValues(value -> new Outgoing(Topics.DIGEST_INPUTS, value, 0), Named.as("gather-failed-payments"));
        Outgoing.write(gathered, "write-digest-inputs");
        var writer = new DigestWriter(parts.contacts()::directory, parts.digestTexts());
        KStream<byte[], Outgoing> told = builder.stream(Topics.DIGEST_INPUTS.name(), asReceived("read-digest-inputs"))
                .process(
                        () -> new DigestProcessor(writer, parts.digest(), parts.clock(), parts.meters()),
                        Named.as("digest-failed-payments"),
                        DigestProcessor.STORE);
        Outgoing.write(told, "write-digests");
    }

    private static StoreBuilder<?> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(SHORT_LIVED);
    }

    private static Consumed<byte[], byte[]> asReceived(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name);
    }
}
