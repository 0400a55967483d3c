package io.tocsin.notification.delivery;

/**
 * The mail server. A port: {@code io.tocsin.notification.smtp} speaks SMTP behind it.
 *
 * <p>Implementations block, bring their own time-outs, and answer always: what went wrong is an answer, too.
 */
public interface MailGateway {
    /** Hands one mail over. */
    DeliveryAnswer send(Mail mail);
}
