package io.tocsin.notification.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RetryPolicy;
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
import io.tocsin.notification.delivery.MailGateway;
import io.tocsin.notification.delivery.Sms;
import io.tocsin.notification.delivery.SmsGateway;
import io.tocsin.notification.digest.DigestPolicy;
import io.tocsin.notification.directory.ContactTable;
import io.tocsin.notification.message.DeliveryReceipts;
import io.tocsin.notification.message.MessageForm;
import io.tocsin.notification.routing.AckLinks;
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
import io.tocsin.service.kafka.DurableProducers;
import io.tocsin.service.kafka.DurableWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the parts of the service as they are configured, for whoever runs them: the service, or a benchmark. */
public final class ServiceParts {
    private ServiceParts() {}

    /** The mail server, connected to nobody yet. */
    public static SmtpGateway mailServer(NotificationConfig.Smtp smtp, Clock clock) {
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

    /**
     * The SMS centre, being bound.
     *
     * @param writer writes what the centre reports to {@code sms-reports}
     */
    public static SmppGateway smsCentre(NotificationConfig.Smpp smpp, DurableWriter writer, Clock clock) {
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

    /**
     * Writes what comes to the service from outside to Kafka.
     *
     * @param broker where Kafka is, and whatever else is configured of it
     */
    public static DurableWriter writer(Map<String, Object> broker, NotificationConfig config, OpenTelemetry telemetry) {
        return new DurableWriter(
                DurableProducers.open(broker, "notifications-intake", config.writeTimeout()),
                config.writeTimeout(),
                telemetry,
                "io.tocsin.notification");
    }

    /** Hands an e-mail to the mail server. */
    public static Function<EmailMessage, DeliveryAnswer> handingOver(
            MailGateway gateway, NotificationConfig.Smtp smtp) {
        String domain = EmailAddress.of(smtp.from()).domain();
        return message -> gateway.send(new Mail(
                Mail.messageId(message.envelope().messageId().text(), message.to(), domain),
                message.to(),
                message.subject(),
                message.text(),
                message.html()));
    }

    /** Hands an SMS to the SMS centre. */
    public static Function<SmsMessage, DeliveryAnswer> handingOver(SmsGateway gateway) {
        return message -> gateway.send(new Sms(
                message.to(), message.text(), message.envelope().messageId().hashCode()));
    }

    /** The engine that sends e-mails. */
    public static OutboundCalls<EmailMessage, DeliveryAnswer.Accepted> mails(
            NotificationConfig config, MailGateway gateway, MeterRegistry meters, OpenTelemetry telemetry) {
        return engine("mail", MessageForm.ofEmails(), handingOver(gateway, config.smtp()), config, meters, telemetry);
    }

    /** The engine that sends SMS. */
    public static OutboundCalls<SmsMessage, DeliveryAnswer.Accepted> sms(
            NotificationConfig config, SmsGateway gateway, MeterRegistry meters, OpenTelemetry telemetry) {
        return engine("sms", MessageForm.ofSms(), handingOver(gateway), config, meters, telemetry);
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
        return envelope.severity().isAlarm() || (envelope.redrives() > 0 && attempt.attempt() == 1);
    }

    /** All that the topology is made of. */
    public static NotificationParts together(
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
}
