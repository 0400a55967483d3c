package io.tocsin.simulator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of the simulators: keys begin with {@code tocsin.simulators}. */
@ConfigMapping(prefix = "tocsin.simulators")
public interface SimulatorsConfig {

    /** Where the bank keeps its ledger. One process at a time. */
    @WithDefault(".tocsin/simulators")
    Path dataDir();

    /** The bank. */
    Bank bank();

    /** The toll lanes. */
    Lanes lanes();

    /** The building. */
    Building building();

    /** The valves. */
    Valves valves();

    /** The mail server. */
    Mail mail();

    /** The SMS centre. */
    Sms sms();

    /** Configuration of the bank. */
    interface Bank {
        /** Where the bank listens; {@code 0.0.0.0} in a container. */
        @WithDefault("localhost")
        String host();

        /** Where the bank listens; 0 for any free port. */
        @WithDefault("8091")
        int port();

        /** What clients must send in {@code Authorization: Bearer …}; absent when anyone may come. */
        Optional<String> token();

        /** How long the bank works on a charge when no fault says otherwise. */
        Latency latency();
    }

    /** The bank's usual latency, log-normal. */
    interface Latency {
        /** Half of the answers come sooner; 0 for a bank that answers at once. */
        @WithDefault("50ms")
        Duration median();

        /** One answer in a hundred comes later. */
        @WithDefault("200ms")
        Duration p99();
    }

    /** Configuration of the toll lanes. */
    interface Lanes {
        /** How many payments a second they send; 0 for none. Can be changed while they run. */
        @WithDefault("5")
        double rate();
    }

    /** Configuration of the building. */
    interface Building {
        /** How many floors it has; 0 for no building. */
        @WithDefault("5")
        int floors();

        /** How many detectors hang on each, the manual call point included. */
        @WithDefault("20")
        int detectorsPerFloor();

        /** How many of them are passive: they answer when they are asked. */
        @WithDefault("2")
        int passivePerFloor();

        /** How often detectors speak, in seconds; taken in turn. */
        @WithDefault("1,5,10")
        List<Integer> intervals();

        /** The same seed gives the same moments, failures and fires. */
        @WithDefault("1")
        long seed();

        /** Where fire detection asks passive detectors: this process. */
        @WithDefault("http://localhost:${quarkus.http.port}")
        String address();

        /** How many detectors begin to fail in a minute. Can be changed while they run. */
        @WithDefault("0")
        double failuresPerMinute();
    }

    /** Configuration of the valves. */
    interface Valves {
        /** How long a valve takes from a command to its report. */
        @WithDefault("500ms")
        Duration delay();

        /** The same of one that is slow. */
        @WithDefault("15s")
        Duration slowDelay();
    }

    /** Configuration of the mail server. */
    interface Mail {
        /** Where the mail server listens; {@code 0.0.0.0} in a container. */
        @WithDefault("localhost")
        String host();

        /** Where the mail server listens; 0 for any free port. */
        @WithDefault("8025")
        int port();

        /** How many mails its inbox keeps; the oldest make room. */
        @WithDefault("10000")
        int keptMessages();
    }

    /** Configuration of the SMS centre. */
    interface Sms {
        /** Where the SMS centre listens; {@code 0.0.0.0} in a container. */
        @WithDefault("localhost")
        String host();

        /** Where the SMS centre listens; 0 for any free port. */
        @WithDefault("2775")
        int port();

        /** The name under which clients bind. */
        @WithDefault("tocsin")
        String systemId();

        /** The password with which clients bind: up to eight characters. */
        @WithDefault("tocsin")
        String password();

        /** How many messages its inbox keeps; the oldest make room. */
        @WithDefault("10000")
        int keptMessages();

        /** How long after its message a delivery receipt is sent, when no fault says otherwise. */
        @WithDefault("2s")
        Duration receiptAfter();
    }
}
