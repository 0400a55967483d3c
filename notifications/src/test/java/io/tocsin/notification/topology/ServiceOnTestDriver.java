package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.calls.CallContext;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactRecords;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.PhoneNumber;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.calls.DeliveryCalls;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.digest.DigestPolicy;
import io.tocsin.notification.directory.ContactTable;
import io.tocsin.notification.message.DeliveryReceipts;
import io.tocsin.notification.message.MessageForm;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.routing.AckTokens;
import io.tocsin.notification.routing.GroupingPolicy;
import io.tocsin.notification.text.DigestTexts;
import io.tocsin.notification.text.MessageTexts;
import io.tocsin.testsupport.SteppedClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on {@code TopologyTestDriver}, with gateways that say what they are told. */
final class ServiceOnTestDriver implements AutoCloseable {
    static final String ANN = "ann@example.org";
    static final String ANNS_PHONE = "+4915123456789";
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration WITHIN = Duration.ofSeconds(100);

    final SteppedClock clock = new SteppedClock();
    final List<EmailMessage> mails = new ArrayList<>();
    final List<SmsMessage> sms = new ArrayList<>();
    final AckLinks links = AckLinks.to(
            URI.create("https://tocsin.example/"),
            new AckTokens(List.of("a secret of more than 32 bytes, by chance".getBytes(UTF_8))),
            Duration.ofDays(1));
    Function<EmailMessage, DeliveryAnswer> mailServer = mail -> new DeliveryAnswer.Accepted(List.of());
    Function<SmsMessage, DeliveryAnswer> smsCentre = message -> new DeliveryAnswer.Accepted(List.of("0A1B"));

    private final TopologyTestDriver driver;
    private final Map<Topic, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();

    ServiceOnTestDriver(Path directory) {
        this(directory, new DigestPolicy(LocalTime.of(7, 0), ZoneOffset.UTC, 3, Duration.ofHours(1)));
    }

    ServiceOnTestDriver(Path directory, DigestPolicy digest) {
        var parts = new NotificationParts(
                new ContactTable(),
                new GroupingPolicy(
                        Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofMinutes(5), 3, Duration.ofHours(1)),
                new MessageTexts(ZoneOffset.UTC),
                links,
                new ChannelParts<>(
                        MessageForm.ofEmails(),
                        Topics.EMAILS,
                        Topics.EMAILS_DEAD_LETTER,
                        engine("mail", MessageForm.ofEmails(), this::send),
                        WITHIN),
                new ChannelParts<>(
                        MessageForm.ofSms(),
                        Topics.SMS_MESSAGES,
                        Topics.SMS_MESSAGES_DEAD_LETTER,
                        engine("sms", MessageForm.ofSms(), this::send),
                        WITHIN),
                digest,
                new DigestTexts(ZoneOffset.UTC),
                clock,
                new NotificationMeters(new SimpleMeterRegistry()));
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "notifications-" + UUID.randomUUID());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(new NotificationTopology(parts).build(), config, clock.instant());
    }

    private <M> OutboundCalls<M, DeliveryAnswer.Accepted> engine(
            String name, MessageForm<M> form, Function<M, DeliveryAnswer> gateway) {
        return OutboundCalls.<M, DeliveryAnswer.Accepted>named(name, form, new DeliveryReceipts<>(form))
                .retries(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(30), 0, Duration.ofMinutes(15)))
                .commitSignal(CommitSignal.afterEachStep())
                .clock(clock)
                .threads(Runnable::run)
                .keepingOrder()
                .tellingIntake()
                .calling(new DeliveryCalls<>(
                        gateway,
                        (M message, CallContext attempt) ->
                                form.envelope(message).severity() == Severity.ALARM,
                        Duration.ofDays(3)));
    }

    private DeliveryAnswer send(EmailMessage mail) {
        mails.add(mail);
        return mailServer.apply(mail);
    }

    private DeliveryAnswer send(SmsMessage message) {
        sms.add(message);
        return smsCentre.apply(message);
    }

    static Contact ann() {
        return contact("Ann Miller", ANN, ANNS_PHONE, 1);
    }

    static Contact contact(String name, String email, String phone, int level) {
        return new Contact(
                name,
                List.of(EmailAddress.of(email)),
                List.of(PhoneNumber.of(phone)),
                Set.of(Severity.ALARM, Severity.FAULT, Severity.INFORMATION),
                true,
                List.of(),
                level,
                null,
                null);
    }

    void list(Contact contact) {
        send(Topics.CONTACTS, ContactRecords.key(contact.contact()), ContactRecords.value(contact));
    }

    Notification alarm(String incident, int number) {
        return new Notification(
                Notification.Id.of(UUID.nameUUIDFromBytes((incident + number).getBytes(UTF_8))
                        .toString()),
                incident,
                Severity.ALARM,
                "Fire alarm: detector " + number + " signals fire",
                "floor north-3",
                clock.instant(),
                clock.instant(),
                "Leave the floor and follow the fire plan.",
                FloorId.of("north-3"));
    }

    Notification fault(String incident, int number) {
        Notification alarm = alarm(incident, number);
        return new Notification(
                alarm.notificationId(),
                incident,
                Severity.FAULT,
                "The detector is silent",
                alarm.where(),
                alarm.since(),
                alarm.at(),
                "Check the detector.",
                alarm.floor());
    }

    void notify(Notification notification) {
        send(Topics.NOTIFICATIONS, notification.incident().getBytes(UTF_8), Json.write(notification));
    }

    void send(Topic topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, clock.instant()));
        settle();
    }

    /** Lets what has begun come to its end. */
    void settle() {
        for (int i = 0; i < 10; i++) {
            pass(TICK);
        }
    }

    /** Lets time pass, in steps: of at most a second, or of a hundredth of it. */
    void pass(Duration time) {
        Duration left = time;
        Duration longest = Duration.ofSeconds(Math.max(1, time.toSeconds() / 100));
        while (left.isPositive()) {
            Duration step = left.compareTo(longest) < 0 ? left : longest;
            clock.advance(step);
            driver.advanceWallClockTime(step);
            left = left.minus(step);
        }
    }

    List<DeliveryReceipt> receipts() {
        return values(Topics.DELIVERY_RECEIPTS, DeliveryReceipt.class);
    }

    List<SystemFault> faults() {
        return values(Topics.SYSTEM_FAULTS, SystemFault.class);
    }

    private <V> List<V> values(Topic topic, Class<V> type) {
        return records(topic).stream()
                .map(record -> Json.read(record.value(), type))
                .toList();
    }

    /** Everything that was written to a topic so far. */
    List<TestRecord<byte[], byte[]>> records(Topic topic) {
        List<TestRecord<byte[], byte[]>> all = read.computeIfAbsent(topic, it -> new ArrayList<>());
        all.addAll(driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
        return all;
    }

    @Override
    public void close() {
        driver.close();
    }
}
