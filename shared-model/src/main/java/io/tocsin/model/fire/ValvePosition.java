package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a valve stands. */
public enum ValvePosition {
    /** Water flows. */
    @JsonProperty("open")
    OPEN,

    /** No water flows. */
    @JsonProperty("closed")
    CLOSED
}
