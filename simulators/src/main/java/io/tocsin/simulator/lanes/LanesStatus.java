package io.tocsin.simulator.lanes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the toll lanes do.
 *
 * @param rate payments a second that they are asked to send
 * @param state whether they send
 * @param reason why they wait; absent when they do not
 * @param sent payments that Kafka has acknowledged since the start
 * @param failed attempts that Kafka refused since the start; each payment is sent again under its id
 * @param waiting payments handed over and not acknowledged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LanesStatus(
        double rate, State state, @Nullable String reason, long sent, long failed, long waiting) {

    /** Whether the toll lanes send. */
    public enum State {
        /** Payments are sent and acknowledged. */
        @JsonProperty("sending")
        SENDING,
        /** The rate is 0. */
        @JsonProperty("paused")
        PAUSED,
        /** Kafka does not take payments. */
        @JsonProperty("waiting-for-kafka")
        WAITING_FOR_KAFKA
    }
}
