package io.tocsin.simulator.mail;

import java.time.Clock;

/**
 * What a mail server is started with.
 *
 * @param host where it listens
 * @param port where it listens; 0 for any free port, which it then keeps
 * @param keptMessages how many mails its inbox keeps
 * @param clock dates the mails
 */
public record MailOptions(String host, int port, int keptMessages, Clock clock) {

    /** @throws IllegalStateException when it could keep no message */
    public MailOptions {
        if (keptMessages < 1) {
            throw new IllegalStateException("tocsin.simulators.mail.kept-messages must be at least 1");
        }
    }

    /** A mail server on any free port of this machine. */
    public static MailOptions local() {
        return new MailOptions("localhost", 0, 10_000, Clock.systemUTC());
    }
}
