package io.tocsin.model.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.OutputState;
import io.tocsin.model.fire.SignalRelay;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.fire.ValveReport;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.Envelope;
import io.tocsin.model.notification.IncidentInput;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.notification.PhoneNumber;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.model.notification.SmsReport;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.payment.VehicleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/topics.md} is written from the catalogue, so it cannot say anything else. */
class TopicsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/topics.md");
    private static final String WRITE = "tocsin.write-docs";
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)\n```");

    /**
     * What the document shows of a topic's values.
     *
     * @param type as what it is read
     */
    private record Example(Topic topic, Class<?> type, Object value) {}

    private static final PaymentId ID = PaymentId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
    private static final VehicleId VEHICLE = VehicleId.of("NY-ABC1234");
    private static final Money AMOUNT = Money.of(1275, "EUR");
    private static final Card CARD = new Card("tok_8f3a9c1e", "visa", "4242");
    private static final Instant THEN = Instant.parse("2025-01-06T08:30:00Z");
    private static final Instant SOON = THEN.plusSeconds(1);

    private static final FloorId FLOOR = FloorId.of("north-3");
    private static final DetectorId DETECTOR = new DetectorId(17);
    private static final AlarmId ALARM = AlarmId.of("0194385f-7c00-7a11-9f3d-0b6c5e4d3a21");
    private static final OperatorId OPERATOR = OperatorId.of("m.curie");
    private static final OperatorAction CLOSE_VALVE =
            action(new OperatorCommand.CloseValve(FLOOR, ALARM), "fire is out");

    private static final String CONTACT = """
            {"contact":"Ann Miller","emails":["ann@example.org"],"phones":["+4915123456789"],
            "severities":["alarm","fault"],"failedPayments":false,"places":["north-*"],"level":1,
            "rota":{"zone":"Europe/Berlin","shifts":[{"days":["monday","tuesday"],"from":"18:00","to":"06:00"}]},
            "quiet":{"zone":"Europe/Berlin","from":"22:00","to":"07:00"}}""";

    private static final FailedPayment FAILED =
            new FailedPayment(ID, VEHICLE, AMOUNT, CARD, THEN, FailureReason.DECLINED, "insufficient-funds", SOON, 1);

    private static final Envelope ENVELOPE = new Envelope(
            MessageId.of("2c6f3a52-9d1c-3b7e-8f60-51c0de8a7b14"),
            Notification.Id.of("a1d36a1e-5b1b-3f0e-8e43-2a44c1f5b9d0"),
            ALARM.text(),
            Notification.Severity.ALARM,
            "Ann Miller",
            SOON,
            null);
    private static final EmailMessage EMAIL = new EmailMessage(
            ENVELOPE,
            EmailAddress.of("ann@example.org"),
            "FIRE ALARM, floor north-3",
            "FIRE ALARM, floor north-3",
            "<h1>FIRE ALARM, floor north-3</h1>");
    private static final SmsMessage SMS = new SmsMessage(
            new Envelope(
                    MessageId.of("7d0b8f0e-6c1f-3a55-9a8e-3f6a1c2b4d5e"),
                    ENVELOPE.notification(),
                    ALARM.text(),
                    Notification.Severity.ALARM,
                    "Ann Miller",
                    SOON,
                    null),
            PhoneNumber.of("+4915123456789"),
            "FIRE ALARM, floor north-3. Leave the floor; follow the fire plan.");

    private static final List<Example> EXAMPLES = List.of(
            new Example(
                    Topics.PENDING_PAYMENTS,
                    PendingPayment.class,
                    new PendingPayment(ID, VEHICLE, AMOUNT, CARD, THEN, 2, THEN.plusSeconds(60), 0)),
            new Example(
                    Topics.SETTLED_PAYMENTS,
                    PaymentOutcome.class,
                    new SettledPayment(ID, VEHICLE, AMOUNT, CARD, THEN, "ch_123d4dc8dd4bf520", SOON, 3)),
            new Example(Topics.FAILED_PAYMENTS, PaymentOutcome.class, FAILED),
            new Example(Topics.DETECTORS, Detector.class, Detector.active(DETECTOR, FLOOR, 1)),
            new Example(
                    Topics.DETECTORS,
                    Detector.class,
                    new Detector(new DetectorId(18), FLOOR, DetectorKind.PASSIVE, 10, "http://10.0.3.18/signal", true)),
            new Example(
                    Topics.FLOORS,
                    Floor.class,
                    new Floor(FLOOR, "North wing, 3rd floor", "N3", new FloorPolicy.Immediate())),
            new Example(
                    Topics.FLOORS,
                    Floor.class,
                    new Floor(
                            FloorId.of("north-4"),
                            "North wing, 4th floor",
                            "N4",
                            new FloorPolicy.PositiveAlarmSequence(15, 180))),
            new Example(
                    Topics.DISABLEMENTS,
                    Disablement.class,
                    new Disablement(
                            DETECTOR,
                            Disablement.Mode.TEST,
                            THEN.plusSeconds(1800),
                            action(new OperatorCommand.TestDetector(DETECTOR, THEN.plusSeconds(1800)), "yearly test"))),
            new Example(Topics.DETECTOR_SIGNALS, DetectorSignal.class, new DetectorSignal(1, THEN, 80)),
            new Example(Topics.SIGNAL_RELAY, SignalRelay.class, new SignalRelay.Heard(DETECTOR, THEN, 80)),
            new Example(
                    Topics.SIGNAL_RELAY,
                    SignalRelay.class,
                    new SignalRelay.ReadUpTo(3, THEN, List.of(new SignalRelay.Census(10, 1250, 2)))),
            new Example(
                    Topics.FIRE_SIGNALS,
                    FireSignal.class,
                    new FireSignal(DETECTOR, FLOOR, DetectorKind.ACTIVE, THEN, null, new Origin(3, 104_217))),
            new Example(Topics.FLOOR_INPUTS, FloorInput.class, new FloorInput.Commanded(CLOSE_VALVE)),
            new Example(
                    Topics.FLOOR_INPUTS,
                    FloorInput.class,
                    new FloorInput.Reported(new ValveReport(ValvePosition.OPEN, null), SOON, new Origin(5, 381))),
            new Example(
                    Topics.FLOOR_ALARMS,
                    FloorEvent.class,
                    new FloorEvent.AlarmRaised(FLOOR, ALARM, 41, SOON, DETECTOR, THEN, 7, OutputState.RELEASED, null)),
            new Example(
                    Topics.FLOOR_ALARMS,
                    FloorEvent.class,
                    new FloorEvent.AlarmReset(
                            FLOOR, ALARM, 45, THEN.plusSeconds(600), OPERATOR, CLOSE_VALVE.actionId())),
            new Example(Topics.VALVE_COMMANDS, ValveCommand.class, new ValveCommand.Open(FLOOR, ALARM, SOON, 1)),
            new Example(Topics.VALVE_COMMANDS, ValveCommand.class, new ValveCommand.Close(FLOOR, CLOSE_VALVE, SOON, 1)),
            new Example(Topics.VALVE_REPORTS, ValveReport.class, new ValveReport(ValvePosition.OPEN, THEN)),
            new Example(
                    Topics.DETECTOR_FAULTS,
                    DetectorFault.class,
                    new DetectorFault.Raised(DETECTOR, FLOOR, 3, DetectorFaultKind.SILENT, THEN.plusSeconds(4), THEN)),
            new Example(
                    Topics.DETECTOR_FAULTS,
                    DetectorFault.class,
                    new DetectorFault.Cleared(DETECTOR, FLOOR, 4, DetectorFaultKind.SILENT, THEN.plusSeconds(60))),
            new Example(
                    Topics.SYSTEM_FAULTS,
                    SystemFault.class,
                    new SystemFault.Raised(
                            SystemFault.valveOf(FLOOR), SOON.plusSeconds(10), "the valve has not reported open", SOON)),
            new Example(Topics.SYSTEM_FAULTS, SystemFault.class, new SystemFault.Cleared(SystemFault.INTAKE, THEN)),
            new Example(Topics.OPERATOR_ACTIONS, OperatorAction.class, CLOSE_VALVE),
            new Example(
                    Topics.OPERATOR_ACTIONS,
                    OperatorAction.class,
                    CLOSE_VALVE.refused(SOON, "the floor is in alarm: reset it first")),
            new Example(
                    Topics.NOTIFICATIONS,
                    Notification.class,
                    new Notification(
                            Notification.Id.of("a1d36a1e-5b1b-3f0e-8e43-2a44c1f5b9d0"),
                            ALARM.text(),
                            Notification.Severity.ALARM,
                            "Fire alarm: detector 17 signals fire",
                            "floor north-3",
                            THEN,
                            SOON,
                            "Leave the floor; follow the fire plan.")),
            // Its type is in the module contacts, and its test reads this example, too.
            new Example(Topics.CONTACTS, JsonNode.class, Json.read(CONTACT.getBytes(UTF_8), JsonNode.class)),
            new Example(
                    Topics.INCIDENT_INPUTS,
                    IncidentInput.class,
                    new IncidentInput.Acknowledged(ALARM.text(), "Ann Miller", SOON)),
            new Example(Topics.EMAILS, EmailMessage.class, EMAIL),
            new Example(
                    Topics.EMAILS_DEAD_LETTER,
                    EmailMessage.class,
                    EMAIL.with(EMAIL.envelope().retried(3, null))),
            new Example(Topics.SMS_MESSAGES, SmsMessage.class, SMS),
            new Example(Topics.SMS_MESSAGES_DEAD_LETTER, SmsMessage.class, SMS),
            new Example(
                    Topics.SMS_REPORTS,
                    SmsReport.class,
                    new SmsReport.Received("0a1b", "4915123456789", DeliveryReceipt.State.DELIVERED, SOON)),
            new Example(
                    Topics.DELIVERY_RECEIPTS,
                    DeliveryReceipt.class,
                    new DeliveryReceipt(
                            SMS.envelope().messageId(),
                            SMS.envelope().notification(),
                            ALARM.text(),
                            Channel.SMS,
                            "Ann Miller",
                            SMS.to().text(),
                            DeliveryReceipt.State.ACCEPTED,
                            SOON,
                            1,
                            List.of("0A1B"),
                            null)),
            new Example(Topics.DIGEST_INPUTS, PaymentOutcome.class, FAILED));

    private static final Map<Topic, String> NOTES = Map.of(
            Topics.FAILED_PAYMENTS,
            "`reason` is one of %s."
                    .formatted(Arrays.stream(FailureReason.values())
                            .map(reason -> "`" + new String(Json.write(reason), UTF_8).replace("\"", "") + "`")
                            .collect(Collectors.joining(", "))),
            Topics.PENDING_PAYMENTS_DEAD_LETTER,
            """
            Key, value and headers as received, and the headers `__streams.errors.message`, `__streams.errors.topic`,
            `__streams.errors.partition`, `__streams.errors.offset`, `attempts` and `first-seen`. Two things are not as received:

            - **A card number** is masked wherever it stands, in the value, the key, the name or the value of a header: each
              digit but the last four becomes `*`, all other bytes and the length stay. The header `card-number-masked` tells
              where: `key`, `value`, `headers`. A payment that is good but for a card number somewhere in its value, in a property
              that nobody reads too, is dead-lettered; headers of a good payment are not handed on, but for the trace headers
              without a card number. A card number is 13 to 19 digits, in one piece or parted by single spaces or dashes, with the prefix
              and the length of an issuer and a valid check digit. One other number in about thirty of such a length looks the
              same: so a dead letter may have a telephone number masked. UUIDs, times, digests, trace ids and the
              decimals of a number are left alone.
            - **What is larger than 1,000,000 bytes** (key, value and headers together; only where `pending-payments` takes more
              than the broker's default) is cut: of a key or a value of more than 64 KiB the first 64 KiB are kept, of headers of
              more than 64 KiB none. `key-cut`, `value-cut` and `headers-cut` tell the size and the SHA-256 of the whole,
              after masking.

            What a sender itself has written to `pending-payments` stays there until retention removes it: nobody can mask a
            record of Kafka. Where senders are not trusted to keep card numbers out, give `pending-payments` the shortest
            retention that an outage may last, treat it as cardholder data, and after an incident remove the records up to the
            offset that the dead letter names (`kafka-delete-records.sh`) once the service has read past it.""",
            Topics.PENDING_PAYMENTS,
            """
            The record's time is the broker's: retention counts from the moment when Kafka took the payment, whatever clock its
            sender has. Batches lie there uncompressed: what is larger than `max.message.bytes` (the broker's default is 1 MB)
            when it is unpacked is refused to its sender, so no record can fill the memory of its readers. A payment has
            at most 16 KB.""",
            Topics.DETECTOR_SIGNALS,
            """
            The single character `0` or `1` is enough; only `signal` is required in the JSON form. `at` is by the detector's own
            clock and only shown. What counts is when Kafka took the record. Any partition will do. Records with the key
            `intake-probe` are Tocsin's own: they prove that signals get through.""",
            Topics.VALVE_REPORTS,
            "The single word `open` or `closed` is enough. Any partition will do.",
            Topics.EMAILS_DEAD_LETTER,
            """
            What was given up is the whole `EmailMessage`; the headers `__streams.errors.message`, `attempts` and `first-seen` say why,
            how often it was tried and since when. To send it again, write it to `emails` with `redrives` one higher. What was unreadable
            is as received.""",
            Topics.SMS_MESSAGES_DEAD_LETTER,
            "As `emails-dead-letter`.",
            Topics.OPERATOR_ACTIONS,
            "An action that was refused says why in `refusal`.",
            Topics.CONTACTS,
            """
            Written by `./tocsin contacts import`; [contacts.md](contacts.md) explains the fields. Only `contact`, `level`, one
            of `emails` and `phones`, and `severities` (or `failedPayments`) are required.""");

    private static OperatorAction action(OperatorCommand command, String reason) {
        return new OperatorAction(
                ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"),
                OPERATOR,
                OperatorRole.SUPERVISOR,
                command,
                reason,
                THEN,
                null);
    }

    @BeforeAll
    static void writeWhenAskedTo() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, document());
        }
    }

    @Test
    void shouldBeTheCatalogue() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .as("docs/topics.md is not what the catalogue says. Write it anew and commit it:"
                        + " mvn -pl shared-model test -Dtest=TopicsDocumentTest -D" + WRITE + "=true")
                .isEqualTo(document());
    }

    @Test
    void shouldShowExamplesThatCanBeRead() throws IOException {
        List<String> shown = EXAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(shown).hasSameSizeAs(EXAMPLES);
        for (int i = 0; i < EXAMPLES.size(); i++) {
            Example example = EXAMPLES.get(i);
            Object read = Json.read(shown.get(i).getBytes(UTF_8), example.type());
            assertThat(read).as("%s", example).isEqualTo(example.value());
        }
    }

    @Test
    void shouldShowAnExampleOfEveryTopicButThatOfUnreadableRecords() {
        assertThat(EXAMPLES.stream().map(Example::topic).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream()
                        .filter(topic -> !topic.value().equals("as received"))
                        .collect(Collectors.toSet()));
    }

    private static String document() {
        return """
                # Topics

                Written from the catalogue (`io.tocsin.model.topic.Topics`) and checked against it by `TopicsDocumentTest`.
                Keys are text in UTF-8, values are JSON in UTF-8: unknown properties are ignored, missing required ones make
                a dead letter, or a refusal that is counted and shown. Times are ISO-8601 in UTC, amounts are minor units of an
                ISO 4217 currency.

                | topic | partitions | key | value | purpose | kept for | other settings |
                |---|---|---|---|---|---|---|
                %s

                Every record may carry the W3C headers `traceparent` and `tracestate`; they are handed on. Read outcomes of
                payments with `isolation.level=read_committed`: others may see an outcome twice. What fire detection writes may
                stand there twice, with the same id or number.
                %s""".formatted(
                        Topics.ALL.stream().map(TopicsDocumentTest::row).collect(Collectors.joining("\n")),
                        Topics.ALL.stream().map(TopicsDocumentTest::section).collect(Collectors.joining()));
    }

    private static String section(Topic topic) {
        var text = new StringBuilder("\n## `" + topic.name() + "`\n");
        String note = NOTES.get(topic);
        if (note != null) {
            text.append('\n').append(note).append('\n');
        }
        EXAMPLES.stream().filter(example -> example.topic().equals(topic)).forEach(example -> text.append('\n')
                .append(json(example.value()))
                .append('\n'));
        return text.toString();
    }

    private static String row(Topic topic) {
        return "| `%s` | %d | %s | %s | %s | %s | %s |"
                .formatted(
                        topic.name(),
                        topic.partitions(),
                        topic.key(),
                        topic.value(),
                        topic.purpose(),
                        keptFor(topic.config()),
                        settings(topic));
    }

    private static String settings(Topic topic) {
        return topic.config().entrySet().stream()
                .filter(setting -> !setting.getKey().equals("retention.ms"))
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String keptFor(Map<String, String> config) {
        if ("compact".equals(config.get("cleanup.policy"))) {
            return "ever: the last of each key";
        }
        String retention = config.get("retention.ms");
        if (retention == null) {
            return "the broker's default";
        }
        long millis = Long.parseLong(retention);
        if (millis < 0) {
            return "ever";
        }
        Duration time = Duration.ofMillis(millis);
        if (time.toDays() == 0) {
            return time.toMinutes() + " minutes";
        }
        return time.toDays() == 1 ? "a day" : time.toDays() + " days";
    }

    private static String json(Object event) {
        return "```json\n" + new String(Json.write(event), UTF_8) + "\n```";
    }
}
