package io.tocsin.simulator.mail;

/** A step of an SMTP conversation: what the client has just said, and is answered to. */
public enum MailStep {
    /** It has connected. */
    GREETING("greeting"),
    /** {@code EHLO} or {@code HELO}. */
    HELLO("hello"),
    /** {@code MAIL FROM}. */
    SENDER("sender"),
    /** {@code RCPT TO}. */
    RECIPIENT("recipient"),
    /** {@code DATA}. */
    DATA("data"),
    /** The first line of the content, with more to come. */
    CONTENT("content"),
    /** The end of the content. */
    END("end");

    private final String word;

    MailStep(String word) {
        this.word = word;
    }

    /** Its name in JSON. */
    public String word() {
        return word;
    }

    /** Whether it comes before the first mail, once in a connection. */
    boolean opens() {
        return this == GREETING || this == HELLO;
    }
}
