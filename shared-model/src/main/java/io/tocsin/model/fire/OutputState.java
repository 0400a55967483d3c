package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an alarm opens the floor's valve. */
public enum OutputState {
    /** At once. */
    @JsonProperty("released")
    RELEASED,

    /** When another detector signals too (EN 54-2, 7.12, type C). */
    @JsonProperty("waiting-for-second-detector")
    WAITING_FOR_SECOND_DETECTOR,

    /** After the floor's delay (EN 54-2, 7.11). */
    @JsonProperty("delayed")
    DELAYED
}
