package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an incident had come when an operator looked. */
public enum FloorPhase {
    /** A first signal, which alone made no alarm. */
    @JsonProperty("pre-alarm")
    PRE_ALARM,

    /** In alarm, seen by somebody or not. */
    @JsonProperty("alarm")
    ALARM
}
