package io.tocsin.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What can break: the rows of the failure table in {@code docs/guarantees.md}. */
enum Breakage {
    BANK_SAYS_NO("bank says no"),
    BANK_OFFLINE("bank is offline"),
    BANK_BREAKS("bank breaks in the middle"),
    BANK_SLOW("bank is slow"),
    CONSUMER_KILLED("consumer is killed"),
    CONSUMER_PAUSED("consumer is paused past its session"),
    INSTANCE_LEAVES("two instances, one leaves"),
    KAFKA_AWAY("Kafka goes away, or restarts"),
    NOT_A_PAYMENT("the record is not a payment"),
    SENT_AGAIN("the same payment is sent twice, or re-driven"),
    NEVER_CLEAR("retries exhausted while unknown");

    private final String text;

    Breakage(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Marks the test of a row; a row may have several. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Row {
        /** What breaks in it. */
        Breakage value();
    }
}
