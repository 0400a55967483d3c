package io.tocsin.notification.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.notification.SmsReport;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.calls.DeliveryCalls;
import io.tocsin.notification.calls.TracedOutside;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.delivery.Mail;
import io.tocsin.notification.delivery.Sms;
import io.tocsin.notification.digest.DigestPolicy;
import io.tocsin.notification.directory.ContactTable;
import io.tocsin.notification.message.DeliveryReceipts;
import io.tocsin.notification.message.MessageForm;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.routing.AckTokens;
import io.tocsin.notification.routing.GroupingPolicy;
import io.tocsin.notification.smpp.SmppGateway;
import io.tocsin.notification.smpp.SmppSettings;
import io.tocsin.notification.smpp.SmsReceipt;
import io.tocsin.notification.smtp.SmtpGateway;
import io.tocsin.notification.smtp.SmtpSettings;
import io.tocsin.notification.text.DigestTexts;
import io.tocsin.notification.text.MessageTexts;
import io.tocsin.notification.topology.ChannelParts;
import io.tocsin.notification.topology.NotificationMeters;
import io.tocsin.notification.topology.NotificationParts;
import io.tocsin.notification.topology.NotificationTopology;
import io.tocsin.service.http.LargestBody;
import io.tocsin.service.kafka.DurableProducers;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.secret.SecretFile;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.Topology;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the parts together. */
final class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final int BEFORE_THE_STREAMS_CLOSE = 100;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SmtpGateway mailServer(NotificationConfig config, Clock clock) {
        NotificationConfig.Smtp smtp = config.smtp();
        return new SmtpGateway(
                new SmtpSettings(
                        smtp.host(),
                        smtp.port(),
                        smtp.security(),
                        Optional.empty(),
                        smtp.user()
                                .map(user -> new SmtpSettings.Login(
                                        user, smtp.password().orElse(""))),
                        EmailAddress.of(smtp.from()),
                        smtp.senderName(),
                        smtp.connections(),
                        smtp.connectTimeout(),
                        smtp.responseTimeout(),
                        smtp.totalTimeout()),
                clock);
    }

    void close(@Disposes SmtpGateway gateway) {
        gateway.close();
    }

    @Produces
    @Singleton
    SmppGateway smsCentre(NotificationConfig config, DurableWriter writer, Clock clock) {
        NotificationConfig.Smpp smpp = config.smpp();
        return new SmppGateway(
                new SmppSettings(
                        smpp.host(),
                        smpp.port(),
                        smpp.tls() ? Optional.of((SSLSocketFactory) SSLSocketFactory.getDefault()) : Optional.empty(),
                        smpp.systemId(),
                        smpp.password().orElse(""),
                        smpp.systemType().orElse(""),
                        smpp.sender(),
                        smpp.window(),
                        smpp.connectTimeout(),
                        smpp.responseTimeout(),
                        smpp.enquireEvery(),
                        smpp.firstPause(),
                        smpp.longestPause()),
                receipt -> keep(receipt, writer, clock));
    }

    void close(@Disposes SmppGateway gateway) {
        gateway.close();
    }

    /** The centre is answered only when Kafka has the receipt: what is not taken it reports again. */
    private static void keep(SmsReceipt receipt, DurableWriter writer, Clock clock) {
        @Nullable State state =
                switch (receipt.state()) {
                    case DELIVERED -> State.DELIVERED;
                    case FAILED -> State.FAILED;
                    case UNKNOWN -> State.UNKNOWN;
                    case ON_ITS_WAY -> null;
                };
        var report = new SmsReport.Received(receipt.messageId(), receipt.recipient(), state, clock.instant());
        var written = writer.write(
                List.of(new ProducerRecord<>(
                        Topics.SMS_REPORTS.name(), receipt.messageId().getBytes(UTF_8), Json.write(report))),
                Attributes.empty());
        if (written instanceof DurableWriter.Written.NotTaken(String detail)) {
            throw new IllegalStateException(detail);
        }
    }

    @Produces
    @Singleton
    OutboundCalls<EmailMessage, DeliveryAnswer.Accepted> mails(
            NotificationConfig config, SmtpGateway gateway, MeterRegistry meters, OpenTelemetry telemetry) {
        String domain = EmailAddress.of(config.smtp().from()).domain();
        return engine(
                "mail",
                MessageForm.ofEmails(),
                message -> gateway.send(mail(message, domain)),
                config,
                meters,
                telemetry);
    }

    @Produces
    @Singleton
    OutboundCalls<SmsMessage, DeliveryAnswer.Accepted> sms(
            NotificationConfig config, SmppGateway gateway, MeterRegistry meters, OpenTelemetry telemetry) {
        return engine("sms", MessageForm.ofSms(), message -> gateway.send(sms(message)), config, meters, telemetry);
    }

    private static Mail mail(EmailMessage message, String domain) {
        return new Mail(
                Mail.messageId(message.envelope().messageId().text(), message.to(), domain),
                message.to(),
                message.subject(),
                message.text(),
                message.html());
    }

    private static Sms sms(SmsMessage message) {
        return new Sms(
                message.to(), message.text(), message.envelope().messageId().hashCode());
    }

    private static <M> OutboundCalls<M, DeliveryAnswer.Accepted> engine(
            String name,
            MessageForm<M> form,
            Function<M, DeliveryAnswer> gateway,
            NotificationConfig config,
            MeterRegistry meters,
            OpenTelemetry telemetry) {
        NotificationConfig.Sending sending = config.sending();
        NotificationConfig.Circuit circuit = config.circuit();
        CallLimits usual = CallLimits.DEFAULTS;
        var calls = new DeliveryCalls<>(
                gateway,
                (M message, CallContext attempt) -> mayComeTwice(form.envelope(message), attempt),
                sending.worthSending());
        return OutboundCalls.<M, DeliveryAnswer.Accepted>named(name, form, new DeliveryReceipts<>(form))
                .retries(new RetryPolicy(
                        sending.maxAttempts(),
                        sending.firstDelay(),
                        sending.longestDelay(),
                        sending.jitter(),
                        sending.longestRetryAfter()))
                .limits(new CallLimits(
                        sending.maxCallsInFlight(),
                        sending.maxOpenRequests(),
                        usual.longestHold(),
                        usual.longestWait(),
                        usual.tick(),
                        sending.ledgerWindow()))
                .circuit(new CircuitPolicy(
                        circuit.window(),
                        circuit.minimumCalls(),
                        circuit.failureShare(),
                        circuit.firstPause(),
                        circuit.longestPause()))
                .keepingOrder()
                .tellingIntake()
                .meters(meters)
                .calling(new TracedOutside<>("send " + name, calls, telemetry));
    }

    /** An alarm had better come twice than not at all; so had what a person sends again, knowing that it may have come. */
    private static boolean mayComeTwice(Envelope envelope, CallContext attempt) {
        return envelope.severity() == Severity.ALARM || (envelope.redrives() > 0 && attempt.attempt() == 1);
    }

    @Produces
    @Singleton
    ContactTable contacts() {
        return new ContactTable();
    }

    @Produces
    @Singleton
    AckLinks links(NotificationConfig config) {
        NotificationConfig.Acknowledgement acknowledgement = config.acknowledgement();
        if (acknowledgement.secretFile().isEmpty()) {
            LOG.warn("Messages carry no link to acknowledge: no secret is configured"
                    + " (tocsin.notifications.acknowledgement.secret-file)");
            return AckLinks.none();
        }
        Path file = acknowledgement.secretFile().get();
        try {
            List<byte[]> secrets = SecretFile.lines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.getBytes(UTF_8))
                    .toList();
            return AckLinks.to(acknowledgement.address(), new AckTokens(secrets), acknowledgement.life());
        } catch (IOException e) {
            throw new UncheckedIOException("the secrets of acknowledgements cannot be read: " + file, e);
        }
    }

    @Produces
    @Singleton
    NotificationMeters meters(MeterRegistry registry) {
        return new NotificationMeters(registry);
    }

    @Produces
    @Singleton
    NotificationParts parts(
            NotificationConfig config,
            ContactTable contacts,
            AckLinks links,
            OutboundCalls<EmailMessage, DeliveryAnswer.Accepted> mails,
            OutboundCalls<SmsMessage, DeliveryAnswer.Accepted> sms,
            Clock clock,
            NotificationMeters meters) {
        NotificationConfig.Grouping grouping = config.grouping();
        NotificationConfig.Digest digest = config.digest();
        var within = config.sending().acceptedWithin();
        return new NotificationParts(
                contacts,
                new GroupingPolicy(
                        grouping.summaryEvery(),
                        grouping.reminderEvery(),
                        grouping.escalateAfter(),
                        grouping.levels(),
                        grouping.forgetAfter()),
                new MessageTexts(config.zone()),
                links,
                new ChannelParts<>(MessageForm.ofEmails(), Topics.EMAILS, Topics.EMAILS_DEAD_LETTER, mails, within),
                new ChannelParts<>(
                        MessageForm.ofSms(), Topics.SMS_MESSAGES, Topics.SMS_MESSAGES_DEAD_LETTER, sms, within),
                new DigestPolicy(digest.at(), config.zone(), digest.threshold(), digest.notMoreOftenThan()),
                new DigestTexts(config.zone()),
                clock,
                meters);
    }

    /** Default scope: of a client proxy Kafka Streams would see no sources. */
    @Produces
    Topology topology(NotificationParts parts) {
        return new NotificationTopology(parts).build();
    }

    @Produces
    @Singleton
    DurableWriter writer(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            NotificationConfig config,
            OpenTelemetry telemetry) {
        return new DurableWriter(
                DurableProducers.open(broker, "notifications-intake", config.writeTimeout()),
                config.writeTimeout(),
                telemetry,
                "io.tocsin.notification");
    }

    void close(@Disposes DurableWriter writer) {
        writer.close();
    }

    /** An acknowledgement has no body. */
    @Produces
    @Singleton
    LargestBody largestBody() {
        return new LargestBody(4 * 1024, "acknowledgement");
    }

    void drain(
            @Observes @Priority(BEFORE_THE_STREAMS_CLOSE) ShutdownEvent stopping,
            NotificationParts parts,
            NotificationConfig config) {
        for (OutboundCalls<?, ?> engine :
                List.of(parts.emails().engine(), parts.sms().engine())) {
            if (!engine.drain(config.drainTimeout())) {
                LOG.warnf(
                        "%d messages are still being handed over after %s. They go on; what becomes of them nobody can tell.",
                        engine.callsInFlight(), config.drainTimeout());
            }
        }
    }
}
