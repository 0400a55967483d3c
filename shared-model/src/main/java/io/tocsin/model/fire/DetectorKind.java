package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a detector comes by its signals. */
public enum DetectorKind {
    /** It writes its signals itself, each interval. */
    @JsonProperty("active")
    ACTIVE,

    /** It answers when it is asked over HTTP, each interval. */
    @JsonProperty("passive")
    PASSIVE,

    /** A person presses it. Its alarm waits for no second detector and no delay (EN 54-2, 7.11). */
    @JsonProperty("manual-call-point")
    MANUAL_CALL_POINT
}
