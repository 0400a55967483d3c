package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be wrong with a detector. */
public enum DetectorFaultKind {
    /** It spoke, and has missed three intervals. */
    @JsonProperty("silent")
    SILENT,

    /** It was registered three intervals ago and has never spoken. */
    @JsonProperty("never-heard")
    NEVER_HEARD,

    /** It says that its battery is nearly empty. */
    @JsonProperty("low-battery")
    LOW_BATTERY
}
