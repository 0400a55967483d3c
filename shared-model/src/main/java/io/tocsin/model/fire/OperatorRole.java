package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person may do; each role may do what those before it may. */
public enum OperatorRole {
    /** Look. */
    @JsonProperty("viewer")
    VIEWER,

    /** Acknowledge, silence, reset, close a valve, test a detector: access level 2 of EN 54-2. */
    @JsonProperty("operator")
    OPERATOR,

    /** Disable detectors and enable them again. */
    @JsonProperty("supervisor")
    SUPERVISOR;

    /** Whether it may do what {@code needed} may do. */
    public boolean includes(OperatorRole needed) {
        return compareTo(needed) >= 0;
    }
}
