package io.tocsin.notification.delivery;

/**
 * The SMS centre. A port: {@code io.tocsin.notification.smpp} speaks SMPP behind it.
 *
 * <p>Implementations block, bring their own time-outs, and answer always: what went wrong is an answer, too.
 */
public interface SmsGateway {
    /** Hands one SMS over. */
    DeliveryAnswer send(Sms sms);
}
