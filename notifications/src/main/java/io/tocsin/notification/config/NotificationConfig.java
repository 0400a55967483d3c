package io.tocsin.notification.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tocsin.notification.smtp.SmtpSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** Everything that can be configured of notifications; {@code docs/configuration.md} lists it and a test compares. */
@ConfigMapping(prefix = "tocsin.notifications")
public interface NotificationConfig {
    /** The mail server. */
    Smtp smtp();

    /** The SMS centre. */
    Smpp smpp();

    /** How messages are handed to the gateways; the same for both. */
    Sending sending();

    /** When the circuit to a gateway opens and closes; each gateway has its own. */
    Circuit circuit();

    /** How often people are told of one incident. */
    Grouping grouping();

    /** The link by which people acknowledge. */
    Acknowledgement acknowledgement();

    /** The digest of failed payments. */
    Digest digest();

    /** By whose clocks people read times, as {@code Europe/Berlin}. */
    @WithDefault("UTC")
    ZoneId zone();

    /** How long messages that are being sent may take to finish when the service stops. None is interrupted. */
    @WithDefault("10s")
    Duration drainTimeout();

    /** How long Kafka may take to take an acknowledgement or a receipt before its sender is told to come again. */
    @WithDefault("5s")
    Duration writeTimeout();

    /** The mail server. */
    interface Smtp {
        /** Its address. */
        @WithDefault("localhost")
        String host();

        /** Its port. */
        @WithDefault("8025")
        int port();

        /** How the connection is secured: {@code none} for a server on the same machine, {@code starttls}, {@code tls}. */
        @WithDefault("none")
        SmtpSettings.Security security();

        /** Who logs in; nobody where it is absent. */
        Optional<String> user();

        /** With what. A secret: give it by the environment or a secret store, not in a file. */
        Optional<String> password();

        /** Whose mailbox the mails come from. Its domain makes the Message-IDs. */
        @WithDefault("tocsin@localhost")
        String from();

        /** What people see beside it. */
        @WithDefault("Tocsin")
        String senderName();

        /** How many connections at once at the most. */
        @WithDefault("8")
        int connections();

        /** How long connecting may take. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** How long the server may be silent. */
        @WithDefault("4s")
        Duration responseTimeout();

        /** How long one mail may take in all; less than every time-out of Kafka. */
        @WithDefault("5s")
        Duration totalTimeout();
    }

    /** The SMS centre. */
    interface Smpp {
        /** Its address. */
        @WithDefault("localhost")
        String host();

        /** Its port. */
        @WithDefault("2775")
        int port();

        /** Whether the connection is TLS, and the centre's certificate and name are checked. */
        @WithDefault("false")
        boolean tls();

        /** Who binds. */
        @WithDefault("tocsin")
        String systemId();

        /** With what; at most 8 characters. A secret: give it by the environment or a secret store, not in a file. */
        Optional<String> password();

        /** What the centre asks for; mostly nothing. */
        Optional<String> systemType();

        /** What telephones show: up to 11 letters and digits, a number with {@code +}, or a short number. */
        @WithDefault("Tocsin")
        String sender();

        /** How many messages may wait for the centre's answer at once. */
        @WithDefault("32")
        int window();

        /** How long connecting may take, TLS included. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** How long the centre may take to answer. */
        @WithDefault("5s")
        Duration responseTimeout();

        /** After how long a silence the centre is asked whether it is still there. */
        @WithDefault("15s")
        Duration enquireEvery();

        /** Before the second attempt to bind; doubles. */
        @WithDefault("500ms")
        Duration firstPause();

        /** The cap of that. */
        @WithDefault("10s")
        Duration longestPause();
    }

    /** How messages are handed to the gateways. */
    interface Sending {
        /** How many messages are handed over at once, to each gateway: what is doubtful after a crash, at the most. */
        @WithDefault("64")
        int maxCallsInFlight();

        /** How many messages are taken in without an outcome, for each gateway; through an outage three quarters keep their order. */
        @WithDefault("32768")
        int maxOpenRequests();

        /** How many times a message is handed over whose fate was unclear before. */
        @WithDefault("10")
        int maxAttempts();

        /** Before a message is handed over again; grows from then on. */
        @WithDefault("1s")
        Duration firstDelay();

        /** The cap of that. */
        @WithDefault("30s")
        Duration longestDelay();

        /** Each delay is shortened by chance by up to this share of itself: 0 to 1. */
        @WithDefault("0.3")
        double jitter();

        /** The longest time that a gateway may ask for. */
        @WithDefault("15m")
        Duration longestRetryAfter();

        /** How long after the first attempt a message is still worth being sent. */
        @WithDefault("3d")
        Duration worthSending();

        /** How long an outcome is remembered, and so how long a duplicate is recognised. */
        @WithDefault("30d")
        Duration ledgerWindow();

        /** A message that is not accepted within this time is a fault (EN 54-21: 100 s). */
        @WithDefault("100s")
        Duration acceptedWithin();
    }

    /** When the circuit to a gateway opens and closes. */
    interface Circuit {
        /** How many of the last messages are looked at. */
        @WithDefault("20")
        int window();

        /** How many there must be before it may open. */
        @WithDefault("3")
        int minimumCalls();

        /** It opens when this share of them failed: above 0, at most 1. */
        @WithDefault("0.5")
        double failureShare();

        /** How long it stays open the first time; doubles while probes fail. */
        @WithDefault("1s")
        Duration firstPause();

        /** The cap of that. */
        @WithDefault("15s")
        Duration longestPause();
    }

    /** How often people are told of one incident. */
    interface Grouping {
        /** What comes after the first message is told together, this long after the last. */
        @WithDefault("1m")
        Duration summaryEvery();

        /** How often an incident is brought to mind that nobody has acknowledged. */
        @WithDefault("15m")
        Duration reminderEvery();

        /** How long each level has to acknowledge before the next one is told. */
        @WithDefault("5m")
        Duration escalateAfter();

        /** How many levels there are. */
        @WithDefault("3")
        int levels();

        /** How long after its last sign an incident that is over, or acknowledged, counts as the same one. */
        @WithDefault("1h")
        Duration forgetAfter();
    }

    /** The link by which people acknowledge. */
    interface Acknowledgement {
        /** The address of this service as the readers of messages reach it. */
        @WithDefault("http://localhost:8083")
        URI address();

        /** A file with the secrets that sign links, one a line: the first signs, each is believed. Without it there are no links. */
        Optional<Path> secretFile();

        /** How long a link is good for. */
        @WithDefault("1d")
        Duration life();
    }

    /** The digest of failed payments. */
    interface Digest {
        /** Each day at this time, by the clocks of {@code zone}. */
        @WithDefault("07:00")
        LocalTime at();

        /** Earlier, when so many have failed since the last one. */
        @WithDefault("1000")
        int threshold();

        /** But not before this has passed since the last one. */
        @WithDefault("1h")
        Duration notMoreOftenThan();
    }
}
