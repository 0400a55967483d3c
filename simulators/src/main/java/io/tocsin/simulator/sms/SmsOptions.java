package io.tocsin.simulator.sms;

import java.time.Clock;
import java.time.Duration;

/**
 * What an SMS centre is started with.
 *
 * @param host where it listens
 * @param port where it listens; 0 for any free port, which it then keeps
 * @param systemId and
 * @param password of whoever may bind
 * @param keptMessages how many messages its inbox keeps
 * @param receiptAfter how long after its message a delivery receipt is sent
 * @param clock dates messages and receipts
 */
public record SmsOptions(
        String host, int port, String systemId, String password, int keptMessages, Duration receiptAfter, Clock clock) {

    /** @throws IllegalStateException when it could keep no message */
    public SmsOptions {
        if (keptMessages < 1) {
            throw new IllegalStateException("tocsin.simulators.sms.kept-messages must be at least 1");
        }
    }

    /** A centre on any free port of this machine, with receipts at once. */
    public static SmsOptions local(String systemId, String password) {
        return new SmsOptions("localhost", 0, systemId, password, 10_000, Duration.ZERO, Clock.systemUTC());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SmsOptions[" + systemId + "@" + host + ":" + port + "]";
    }
}
