package io.tocsin.fire.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be configured of fire detection; {@code docs/configuration.md} lists it and a test compares. */
@ConfigMapping(prefix = "tocsin.fire")
public interface FireConfig {
    /** How signals and actions come in over HTTP. */
    Intake intake();

    /** When a detector counts as faulty, and when it is not the detectors. */
    Supervision supervision();

    /** How patiently valves are commanded. */
    Valves valves();

    /** How passive detectors are asked. */
    Polling polling();

    /** Who may look and act; without it nobody is let in. One a line: name, role, password. Only its owner may read it. */
    Optional<Path> usersFile();

    /** What instances sign with when they ask each other: one line of 32 characters or more. One alone needs none. */
    Optional<Path> peersSecretFile();

    /** For how long at the most a detector may be disabled with one action. */
    @WithDefault("24h")
    Duration longestDisablement();

    /** For how long at the most a detector may be tested with one action, which takes a lower role. */
    @WithDefault("1h")
    Duration longestTest();

    /** How often floors are looked at for what is due: valves that have not reported, delays that are over. */
    @WithDefault("50ms")
    Duration tick();

    /** How long another instance may take to say what it knows. */
    @WithDefault("2s")
    Duration peerTimeout();

    /** How signals and actions come in over HTTP. */
    interface Intake {
        /** How long Kafka may take to take them before the caller is told 503. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** When a detector counts as faulty, and when it is not the detectors. */
    interface Supervision {
        /** After how many intervals without a signal a detector is faulty. */
        @WithDefault("3")
        int missedIntervals();

        /** A longer gap in reading does not count as silence of detectors: nobody listened meanwhile. */
        @WithDefault("5s")
        Duration longestGap();

        /** How far reading may be behind before that is a fault of the intake. */
        @WithDefault("10s")
        Duration latestBehind();

        /** A battery below this is low, in percent. */
        @WithDefault("20")
        int lowBattery();

        /** A low battery is well again at this, in percent. */
        @WithDefault("30")
        int recoveredBattery();

        /** Of so many detectors or more with one interval, the silence of most is a fault of the intake and not theirs. */
        @WithDefault("10")
        int massSilenceFrom();

        /** For how long after its own time a detector is not blamed while most are silent; then it is named too. */
        @WithDefault("60s")
        Duration longestWithholding();

        /** How often each partition of the signals proves that signals get through it. */
        @WithDefault("500ms")
        Duration probeEvery();
    }

    /** How patiently valves are commanded. */
    interface Valves {
        /** How long a command is waited on before it is given again. */
        @WithDefault("1s")
        Duration repeatEvery();

        /** How long a valve may take to report before that is a fault. */
        @WithDefault("10s")
        Duration confirmWithin();
    }

    /** How passive detectors are asked. */
    interface Polling {
        /** How long connecting may take. */
        @WithDefault("1s")
        Duration connectTimeout();

        /** How long question and answer may take in all. */
        @WithDefault("2s")
        Duration timeout();
    }
}
