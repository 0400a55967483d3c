package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A detector's fault begins or ends: the value of {@code detector-faults}.
 *
 * <p>One may stand there twice; it has the same {@link #number()} then.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DetectorFault.Raised.class, name = "fault-raised"),
    @JsonSubTypes.Type(value = DetectorFault.Cleared.class, name = "fault-cleared")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface DetectorFault {
    /** Which detector; also the record's key. */
    DetectorId detector();

    /** Where it hangs. */
    FloorId floor();

    /** Counts what is said of this detector, from 1. */
    long number();

    /** What is wrong, or was. */
    DetectorFaultKind kind();

    /** When it was noticed. */
    Instant at();

    /**
     * A fault begins.
     *
     * @param lastHeard when the detector last spoke, as far as is known; absent when it is not
     */
    record Raised(
            DetectorId detector,
            FloorId floor,
            long number,
            DetectorFaultKind kind,
            Instant at,
            @Nullable Instant lastHeard)
            implements DetectorFault {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public Raised {
            Required.field("detector", detector);
            Required.field("floor", floor);
            Required.field("kind", kind);
            Required.time("at", at);
            if (lastHeard != null) {
                Required.time("lastHeard", lastHeard);
            }
        }
    }

    /** A fault is over. */
    record Cleared(DetectorId detector, FloorId floor, long number, DetectorFaultKind kind, Instant at)
            implements DetectorFault {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public Cleared {
            Required.field("detector", detector);
            Required.field("floor", floor);
            Required.field("kind", kind);
            Required.time("at", at);
        }
    }
}
