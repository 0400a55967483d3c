package io.tocsin.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactRecords;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.inbox.Inbox;
import io.tocsin.simulator.mail.MailOptions;
import io.tocsin.simulator.mail.MailServer;
import io.tocsin.simulator.mail.ReceivedMail;
import io.tocsin.simulator.sms.ReceivedSms;
import io.tocsin.simulator.sms.SmsCentre;
import io.tocsin.simulator.sms.SmsOptions;
import java.nio.file.Path;
import java.time.Clock;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A mail server, an SMS centre and notifications, on ports of their own and in one directory, each of which can be broken; and what
 * people and onlookers see. Kafka is the caller's.
 *
 * <p>The services are processes, mail server and SMS centre are in this one: what they are told to do wrong holds at once, and their
 * inboxes can be read without asking the others. What onlookers see is read by one thread.
 */
public final class NotificationHouse implements AutoCloseable {
    private static final Duration SENDING_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_MESSAGES = 20_000;
    private static final String SYSTEM_ID = "tocsin";
    private static final String PASSWORD = "secret";

    private final Path directory;
    private final Jvm jvm;
    private final Broker broker;
    private final Map<String, String> settings;
    private final List<NotificationService> services = new CopyOnWriteArrayList<>();
    private final Map<String, TopicReader> readers = new HashMap<>();
    private final MailServer mailServer =
            MailServer.start(new MailOptions("localhost", FreePorts.next(), MOST_MESSAGES, Clock.systemUTC()));
    private final SmsCentre smsCentre = SmsCentre.start(new SmsOptions(
            "localhost", FreePorts.next(), SYSTEM_ID, PASSWORD, MOST_MESSAGES, Duration.ZERO, Clock.systemUTC()));
    private final KafkaProducer<byte[], byte[]> producer;

    private NotificationHouse(Path directory, Jvm jvm, Broker broker, Map<String, String> settings) {
        this.directory = directory;
        this.jvm = jvm;
        this.broker = broker;
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "TOCSIN_NOTIFICATIONS_SMTP_PORT",
                Integer.toString(mailServer.port()),
                "TOCSIN_NOTIFICATIONS_SMPP_PORT",
                Integer.toString(smsCentre.port()),
                "TOCSIN_NOTIFICATIONS_SMPP_SYSTEM_ID",
                SYSTEM_ID,
                "TOCSIN_NOTIFICATIONS_SMPP_PASSWORD",
                PASSWORD,
                "TOCSIN_NOTIFICATIONS_ACKNOWLEDGEMENT_SECRET_FILE",
                SecretFiles.write(
                                directory.resolve("acknowledgement-secret"),
                                List.of("a-secret-of-all-instances-of-notifications"))
                        .toString()));
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param directory where everything is kept
     * @param jvm how notifications is run
     * @param broker Kafka, which the caller closes
     * @param instances how many of notifications
     * @param settings of notifications, by the names of its environment
     */
    public static NotificationHouse open(
            Path directory, Jvm jvm, Broker broker, int instances, Map<String, String> settings) {
        var house = new NotificationHouse(directory, jvm, broker, settings);
        try {
            for (int i = 1; i <= instances; i++) {
                house.startService("notifications-" + i);
            }
            house.services.forEach(NotificationService::awaitReady);
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** Starts one more instance. */
    public NotificationService startService(String name) {
        var service = new NotificationService(name, directory, jvm, settings);
        services.add(service);
        return service;
    }

    /** Kafka. */
    public Broker broker() {
        return broker;
    }

    /** The mail server. */
    public MailServer mailServer() {
        return mailServer;
    }

    /** The SMS centre. */
    public SmsCentre smsCentre() {
        return smsCentre;
    }

    /** All instances of notifications, also those that do not run at the moment. */
    public List<NotificationService> services() {
        return services;
    }

    /** Writes people into the on-call directory, and waits until every instance that runs knows that many. */
    public void list(Collection<Contact> contacts) {
        awaitTaken(contacts.stream()
                .map(contact ->
                        send(Topics.CONTACTS, ContactRecords.key(contact.contact()), ContactRecords.value(contact)))
                .toList());
        int all = (int) records(Topics.CONTACTS).stream()
                .map(record -> new String(record.key(), UTF_8))
                .distinct()
                .count();
        services.stream().filter(NotificationService::isAlive).forEach(service -> await().atMost(SENDING_LIMIT)
                .until(() -> service.http().people() == all));
    }

    /** Notifies, and returns when Kafka has it. */
    public void tell(Collection<Notification> notifications) {
        awaitTaken(notifications.stream()
                .map(notification ->
                        send(Topics.NOTIFICATIONS, notification.incident().getBytes(UTF_8), Json.write(notification)))
                .toList());
    }

    /** Writes any record, and returns when Kafka has it. */
    public void write(Topic topic, byte[] key, byte[] value) {
        awaitTaken(List.of(send(topic, key, value)));
    }

    private Future<RecordMetadata> send(Topic topic, byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topic.name(), key, value));
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

    /** What has come by mail, in its order; a repeat is there again. */
    public List<ReceivedMail> mails() {
        return inOrder(mailServer.inbox());
    }

    /** What has come by SMS, in its order; a repeat is there again. */
    public List<ReceivedSms> sms() {
        return inOrder(smsCentre.inbox());
    }

    private static <M extends Inbox.Message> List<M> inOrder(Inbox<M> inbox) {
        return inbox.find(any -> true, MOST_MESSAGES).newest().reversed().stream()
                .map(Inbox.Kept::message)
                .toList();
    }

    /** All e-mails that were to be sent; one that was tried again stands there again. */
    public List<EmailMessage> emailsToSend() {
        return values(Topics.EMAILS, EmailMessage.class);
    }

    /** All SMS that were to be sent; one that was tried again stands there again. */
    public List<SmsMessage> smsToSend() {
        return values(Topics.SMS_MESSAGES, SmsMessage.class);
    }

    /** What has become of messages. */
    public List<DeliveryReceipt> receipts() {
        return values(Topics.DELIVERY_RECEIPTS, DeliveryReceipt.class);
    }

    /** All faults of the system, begun and ended. */
    public List<SystemFault> systemFaults() {
        return values(Topics.SYSTEM_FAULTS, SystemFault.class);
    }

    /** The audit. */
    public List<OperatorAction> actions() {
        return values(Topics.OPERATOR_ACTIONS, OperatorAction.class);
    }

    /** The values of a topic. */
    public <T> List<T> values(Topic topic, Class<T> type) {
        return values(topic, record -> Json.read(record.value(), type));
    }

    private <T> List<T> values(Topic topic, Function<ConsumerRecord<byte[], byte[]>, T> form) {
        return records(topic).stream().map(form).toList();
    }

    /** All records of a topic by now. */
    public List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        return readers.computeIfAbsent(
                        topic.name(), name -> TopicReader.careful(broker.bootstrapServers(), List.of(name)))
                .toTheEnd();
    }

    /** What each process printed last. */
    public String lastWords() {
        return broker.lastWords() + "\n"
                + services.stream().map(NotificationService::lastWords).collect(Collectors.joining("\n"));
    }

    /** Kills everything but Kafka; the directory stays. */
    @Override
    public void close() {
        services.forEach(NotificationService::close);
        readers.values().forEach(TopicReader::close);
        producer.close(Duration.ZERO);
        mailServer.close();
        smsCentre.close();
    }
}
