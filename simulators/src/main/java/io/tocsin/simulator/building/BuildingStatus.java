package io.tocsin.simulator.building;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the building does.
 *
 * @param state whether its signals arrive
 * @param reason why they do not; absent when they do
 * @param detectors how many it has
 * @param sent signals that Kafka has taken since the start
 * @param lost signals that Kafka did not take; a detector does not say again what it said
 * @param floors each floor
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildingStatus(
        State state, @Nullable String reason, int detectors, long sent, long lost, List<FloorView> floors) {

    /** Whether signals arrive. */
    public enum State {
        /** Signals are sent and taken. */
        @JsonProperty("sending")
        SENDING,
        /** There is no detector. */
        @JsonProperty("empty")
        EMPTY,
        /** Kafka does not take signals. */
        @JsonProperty("waiting-for-kafka")
        WAITING_FOR_KAFKA
    }

    /** Copies {@code floors}. */
    public BuildingStatus {
        floors = List.copyOf(floors);
    }
}
