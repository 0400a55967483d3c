package io.tocsin.simulator.building;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be wrong with a simulated detector. */
public enum Failure {
    /** It says nothing. */
    @JsonProperty("dead")
    DEAD,

    /** It says 1, fire or not. */
    @JsonProperty("stuck")
    STUCK,

    /** It says 0 and 1 in turns. */
    @JsonProperty("flapping")
    FLAPPING,

    /** It speaks once in four intervals; a passive one answers that late. */
    @JsonProperty("slow")
    SLOW,

    /** It dates what it says to more than a day ago. */
    @JsonProperty("clock-wrong")
    CLOCK_WRONG,

    /** Its battery loses one percent each time it speaks; when it is empty it says nothing. */
    @JsonProperty("battery-falling")
    BATTERY_FALLING
}
