package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person may do; each role may do what those before it may. */
public enum OperatorRole {
    /** Look. */
    @JsonProperty("viewer")
    VIEWER,

    /** Acknowledge, silence, reset, close a valve: access level 2 of EN 54-2. */
    @JsonProperty("operator")
    OPERATOR,

    /** Disable and test detectors. */
    @JsonProperty("supervisor")
    SUPERVISOR
}
