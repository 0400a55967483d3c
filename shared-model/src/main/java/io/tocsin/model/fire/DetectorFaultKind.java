package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be wrong with a detector. */
public enum DetectorFaultKind {
    /** It spoke, and has missed three intervals. */
    @JsonProperty("silent")
    SILENT,

    /** The same, while most of many are silent at once: people are told of the fault of the intake, and not of each of them. */
    @JsonProperty("silent-among-many")
    SILENT_AMONG_MANY,

    /** It was registered three intervals ago and has never spoken. */
    @JsonProperty("never-heard")
    NEVER_HEARD,

    /** It says that its battery is nearly empty. */
    @JsonProperty("low-battery")
    LOW_BATTERY
}
