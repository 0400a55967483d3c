package io.tocsin.toll.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be configured of toll payments; {@code docs/configuration.md} lists it and a test compares. */
@ConfigMapping(prefix = "tocsin.toll")
public interface TollConfig {
    /** The bank that charges. */
    BankConfig bank();

    /** How the bank is called from the stream. */
    Calls calls();

    /** When a failed call is tried again. */
    Retries retries();

    /** When the circuit to the bank opens and closes. */
    Circuit circuit();

    /** How payments come in over HTTP. */
    Intake intake();

    /** How long calls in flight may take to finish when the service stops. None is interrupted. */
    @WithDefault("20s")
    Duration drainTimeout();

    /** How long another instance may take to say what it knows of a payment. */
    @WithDefault("2s")
    Duration peerTimeout();

    /** The bank that charges. */
    interface BankConfig {
        /** Its address; {@code /charges} is added. */
        @WithDefault("http://localhost:8091")
        URI url();

        /** Sent as a bearer token. A secret: give it by the environment or a secret store, not in a file. */
        Optional<String> token();

        /** How long connecting may take, TLS included. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** How long the bank may be silent before its answer counts as lost. */
        @WithDefault("10s")
        Duration responseTimeout();

        /** How long one exchange may take in all. */
        @WithDefault("15s")
        Duration totalTimeout();

        /** How long the bank promises to remember an idempotency key. Retries never go on for longer. */
        @WithDefault("7d")
        Duration keyLife();
    }

    /** How the bank is called from the stream. */
    interface Calls {
        /** How many calls run at once in this process: what the bank sees at the most. */
        @WithDefault("512")
        int maxCallsInFlight();

        /** How many payments are taken in without an outcome in this process. */
        @WithDefault("8192")
        int maxOpenRequests();

        /** How long intake may be held back, per partition, between two drains of completions. */
        @WithDefault("100ms")
        Duration longestHold();

        /** A payment whose {@code notBefore} is further away than this is dead-lettered as a mistake. */
        @WithDefault("30d")
        Duration longestWait();

        /** How often completions are drained and due payments looked for when nothing else happens. */
        @WithDefault("10ms")
        Duration tick();

        /** How long an outcome is remembered, and so how long a duplicate is recognised. */
        @WithDefault("30d")
        Duration ledgerWindow();
    }

    /** When a failed call is tried again. */
    interface Retries {
        /** How many calls are made in all. */
        @WithDefault("12")
        int maxAttempts();

        /** Before the second call; doubles from then on. */
        @WithDefault("1s")
        Duration firstDelay();

        /** The cap of the doubling. */
        @WithDefault("10m")
        Duration longestDelay();

        /** Each delay is shortened by chance by up to this share of itself: 0 to 1. */
        @WithDefault("0.5")
        double jitter();

        /** The longest {@code Retry-After} that is honoured. */
        @WithDefault("1h")
        Duration longestRetryAfter();
    }

    /** When the circuit to the bank opens and closes. */
    interface Circuit {
        /** How many of the last calls are looked at. */
        @WithDefault("50")
        int window();

        /** How many there must be before it may open. */
        @WithDefault("10")
        int minimumCalls();

        /** It opens when this share of them failed: above 0, at most 1. */
        @WithDefault("0.5")
        double failureShare();

        /** How long it stays open the first time; doubles while probes fail. */
        @WithDefault("1s")
        Duration firstPause();

        /** The cap of that. */
        @WithDefault("30s")
        Duration longestPause();
    }

    /** How payments come in over HTTP. */
    interface Intake {
        /** How long Kafka may take to take a payment before the caller is told 503. */
        @WithDefault("5s")
        Duration timeout();

        /** How many payments accepted over HTTP are remembered until the stream has read them. */
        @WithDefault("100000")
        long remembered();
    }
}
