package io.tocsin.simulator.valve;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a simulated valve does what it is told. */
public enum Behaviour {
    /** It moves, and reports when it has. */
    @JsonProperty("prompt")
    PROMPT,

    /** The same, but it takes much longer. */
    @JsonProperty("slow")
    SLOW,

    /** It tries, does not move, and reports where it stands. */
    @JsonProperty("stuck")
    STUCK,

    /** It moves, and does not report. */
    @JsonProperty("silent")
    SILENT
}
