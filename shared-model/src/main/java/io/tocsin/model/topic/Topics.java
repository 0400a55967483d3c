package io.tocsin.model.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every topic of Tocsin. Topics are created, documented and granted from here, and from nowhere else. */
public final class Topics {
    private static final String FOR_EVER = "-1";
    private static final String ONE_YEAR = millis(Duration.ofDays(365));
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    /** Payments that are asked for, and those that are tried again. */
    public static final Topic PENDING_PAYMENTS = new Topic(
            "pending-payments",
            8,
            "vehicle",
            "`PendingPayment` with `retries` and `notBefore`",
            "Payments asked for; retried payments come back here, at the end.",
            Map.of(
                    "retention.ms",
                    millis(Duration.ofDays(30)),
                    // The broker's clock: retention would at once remove what a sender without a clock dates to 1970.
                    "message.timestamp.type",
                    "LogAppendTime",
                    // So that the limit of max.message.bytes holds for what a reader must hold in memory, and a record
                    // that
                    // expands beyond it is refused to its sender.
                    "compression.type",
                    "uncompressed"));

    /** Payments that the bank has charged. */
    public static final Topic SETTLED_PAYMENTS = new Topic(
            "settled-payments",
            8,
            "vehicle",
            "`SettledPayment`",
            "Payments charged; exactly one outcome per payment id, here or in `failed-payments`.",
            Map.of("retention.ms", FOR_EVER));

    /** Payments that will not be tried again by themselves. */
    public static final Topic FAILED_PAYMENTS = new Topic(
            "failed-payments",
            8,
            "vehicle",
            "`FailedPayment`: declined, refused, retries exhausted, expired, outcome unknown",
            "The business's dead letters: a person decides what becomes of them.",
            Map.of("retention.ms", FOR_EVER));

    /** What cannot be read as a payment. */
    public static final Topic PENDING_PAYMENTS_DEAD_LETTER = new Topic(
            "pending-payments-dead-letter",
            8,
            "as received",
            "as received",
            "What cannot be read as a payment, with the reason in its headers.",
            Map.of("retention.ms", FOR_EVER));

    /** The detectors that are registered. */
    public static final Topic DETECTORS = new Topic(
            "detectors",
            1,
            "detector",
            "`Detector`: floor, kind, interval, enabled",
            "The registry: a detector that is not in it is refused. A record without a value removes one.",
            COMPACTED);

    /** The floors that are registered. */
    public static final Topic FLOORS = new Topic(
            "floors",
            1,
            "floor",
            "`Floor`: name, valve, policy",
            "The registry: what each floor asks for before alarm and valve. A floor that is not in it alarms at once.",
            COMPACTED);

    /** Detectors that do not count for a while. */
    public static final Topic DISABLEMENTS = new Topic(
            "disablements",
            1,
            "detector",
            "`Disablement`: disabled or test, until when, by whom",
            "Detectors whose fire signals do not count for a while.",
            COMPACTED);

    /** What detectors say. Kafka's own clock dates it: those of detectors may be wrong. */
    public static final Topic DETECTOR_SIGNALS = new Topic(
            "detector-signals",
            8,
            "detector, in decimal digits",
            "`0`, `1`, or `DetectorSignal`",
            "What detectors say, each at its interval.",
            Map.of("retention.ms", millis(Duration.ofDays(1)), "message.timestamp.type", "LogAppendTime"));

    /** What the readers of signals tell those who supervise. */
    public static final Topic SIGNAL_RELAY = new Topic(
            "signal-relay",
            DETECTOR_SIGNALS.partitions(),
            "detector, or none",
            "`SignalRelay`: heard, read up to",
            "Internal: what the reader of one partition of signals tells those who supervise.",
            Map.of("retention.ms", millis(Duration.ofMinutes(30)), "segment.ms", millis(Duration.ofMinutes(10))));

    /** Signals of fire from registered detectors. */
    public static final Topic FIRE_SIGNALS = new Topic(
            "fire-signals",
            8,
            "detector; the partition is the floor's",
            "`FireSignal`",
            "Signals of value 1 from registered detectors that count.",
            Map.of("retention.ms", millis(Duration.ofDays(30))));

    /** What reaches floors besides signals. */
    public static final Topic FLOOR_INPUTS = new Topic(
            "floor-inputs",
            FIRE_SIGNALS.partitions(),
            "floor",
            "`FloorInput`: commanded, reported",
            "Internal: operators' commands and valves' reports, on the floor's partition wherever they came from.",
            Map.of("retention.ms", millis(Duration.ofDays(30))));

    /** What happens on floors. */
    public static final Topic FLOOR_ALARMS = new Topic(
            "floor-alarms",
            FIRE_SIGNALS.partitions(),
            "floor",
            "`FloorEvent`: pre-alarm, alarm raised, acknowledged, silenced, reset, valve confirmed or not, or found open",
            "What happens on floors. Latched: only a person resets.",
            Map.of("retention.ms", FOR_EVER));

    /** What valves are told. */
    public static final Topic VALVE_COMMANDS = new Topic(
            "valve-commands",
            8,
            "floor",
            "`ValveCommand`: open, close",
            "What valves are told, until they report. Only a person closes.",
            Map.of("retention.ms", ONE_YEAR));

    /** What valves say. Kafka's own clock dates it: those of valves may be wrong. */
    public static final Topic VALVE_REPORTS = new Topic(
            "valve-reports",
            8,
            "floor",
            "`open`, `closed`, or `ValveReport`",
            "Where valves say that they stand.",
            Map.of("retention.ms", ONE_YEAR, "message.timestamp.type", "LogAppendTime"));

    /** What is wrong with detectors. */
    public static final Topic DETECTOR_FAULTS = new Topic(
            "detector-faults",
            DETECTOR_SIGNALS.partitions(),
            "detector",
            "`DetectorFault`: raised, cleared; silent, never heard, low battery",
            "What is wrong with detectors, and when it is over.",
            Map.of("retention.ms", ONE_YEAR));

    /** What is wrong with Tocsin itself, and with valves. */
    public static final Topic SYSTEM_FAULTS = new Topic(
            "system-faults",
            1,
            "part",
            "`SystemFault`: raised, cleared",
            "What is wrong with Tocsin itself and with valves, and when it is over.",
            Map.of("retention.ms", ONE_YEAR));

    /** What operators did. */
    public static final Topic OPERATOR_ACTIONS = new Topic(
            "operator-actions",
            1,
            "operator",
            "`OperatorAction`: who did what, to what, why, and what was refused",
            "The audit, and the only way in which a command reaches anything.",
            Map.of("retention.ms", FOR_EVER));

    /** What people must be told. */
    public static final Topic NOTIFICATIONS = new Topic(
            "notifications",
            8,
            "incident",
            "`Notification`",
            "What people must be told: what, where, since when, what to do.",
            Map.of("retention.ms", millis(Duration.ofDays(30))));

    /** Whom people's notifications go to. */
    public static final Topic CONTACTS = new Topic(
            "contacts",
            1,
            "contact, by name",
            "`Contact`: e-mail, telephone, severities, places, level, rota, quiet hours",
            "The on-call directory. A record without a value, or with an empty one, removes a person.",
            COMPACTED);

    /** What cannot be read as a notification. */
    public static final Topic NOTIFICATIONS_DEAD_LETTER = new Topic(
            "notifications-dead-letter",
            8,
            "as received",
            "as received",
            "What cannot be read as a notification, with the reason in its headers.",
            Map.of("retention.ms", FOR_EVER));

    /** What reaches incidents besides notifications. */
    public static final Topic INCIDENT_INPUTS = new Topic(
            "incident-inputs",
            NOTIFICATIONS.partitions(),
            "incident",
            "`IncidentInput`: acknowledged",
            "Internal: acknowledgements, on the incident's partition wherever they came from.",
            Map.of("retention.ms", millis(Duration.ofDays(30))));

    /** E-mails that are to be sent, and those that are tried again. */
    public static final Topic EMAILS = new Topic(
            "emails",
            8,
            "mailbox, in lower case",
            "`EmailMessage` with `retries` and `notBefore`",
            "E-mails to be sent; those that are tried again come back here, at the end.",
            Map.of("retention.ms", millis(Duration.ofDays(30)), "message.timestamp.type", "LogAppendTime"));

    /** E-mails that are not sent any more. */
    public static final Topic EMAILS_DEAD_LETTER = new Topic(
            "emails-dead-letter",
            8,
            "mailbox, or as received",
            "`EmailMessage`, or as received",
            "E-mails given up or unreadable, with the reason in their headers; whole, so that they can be sent again.",
            Map.of("retention.ms", FOR_EVER));

    /** SMS that are to be sent, and those that are tried again. */
    public static final Topic SMS_MESSAGES = new Topic(
            "sms-messages",
            8,
            "number, E.164",
            "`SmsMessage` with `retries` and `notBefore`",
            "SMS to be sent; those that are tried again come back here, at the end.",
            Map.of("retention.ms", millis(Duration.ofDays(30)), "message.timestamp.type", "LogAppendTime"));

    /** SMS that are not sent any more. */
    public static final Topic SMS_MESSAGES_DEAD_LETTER = new Topic(
            "sms-messages-dead-letter",
            8,
            "number, or as received",
            "`SmsMessage`, or as received",
            "SMS given up or unreadable, with the reason in their headers; whole, so that they can be sent again.",
            Map.of("retention.ms", FOR_EVER));

    /** What the SMS centre says. */
    public static final Topic SMS_REPORTS = new Topic(
            "sms-reports",
            1,
            "reference of the SMS centre, or none",
            "`SmsReport`: accepted, received",
            "Internal: acceptances and receipts meet here, whichever comes first.",
            Map.of("retention.ms", millis(Duration.ofDays(30))));

    /** What has become of messages. */
    public static final Topic DELIVERY_RECEIPTS = new Topic(
            "delivery-receipts",
            8,
            "notification",
            "`DeliveryReceipt`: accepted, delivered, failed, unknown",
            "What has become of each message.",
            Map.of("retention.ms", ONE_YEAR));

    /** What the digest of failed payments is made of. */
    public static final Topic DIGEST_INPUTS = new Topic(
            "digest-inputs",
            1,
            "vehicle, or none",
            "`FailedPayment`, or nothing",
            "Internal: failed payments on one partition, for the digest.",
            Map.of("retention.ms", millis(Duration.ofDays(30))));

    /** All of them, in the order in which a reader meets them. */
    public static final List<Topic> ALL = List.of(
            PENDING_PAYMENTS,
            SETTLED_PAYMENTS,
            FAILED_PAYMENTS,
            PENDING_PAYMENTS_DEAD_LETTER,
            DETECTORS,
            FLOORS,
            DISABLEMENTS,
            DETECTOR_SIGNALS,
            SIGNAL_RELAY,
            FIRE_SIGNALS,
            FLOOR_INPUTS,
            FLOOR_ALARMS,
            VALVE_COMMANDS,
            VALVE_REPORTS,
            DETECTOR_FAULTS,
            SYSTEM_FAULTS,
            OPERATOR_ACTIONS,
            NOTIFICATIONS,
            CONTACTS,
            NOTIFICATIONS_DEAD_LETTER,
            INCIDENT_INPUTS,
            EMAILS,
            EMAILS_DEAD_LETTER,
            SMS_MESSAGES,
            SMS_MESSAGES_DEAD_LETTER,
            SMS_REPORTS,
            DELIVERY_RECEIPTS,
            DIGEST_INPUTS);

    private Topics() {}

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
