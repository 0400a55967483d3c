package io.tocsin.model.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fault of Tocsin itself, or of a valve, begins or ends: the value of {@code system-faults}. It may stand there twice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SystemFault.Raised.class, name = "fault-raised"),
    @JsonSubTypes.Type(value = SystemFault.Cleared.class, name = "fault-cleared")
})
public sealed interface SystemFault {
    /** The part of {@link #part()} that stands for the way in of all signals. */
    String INTAKE = "intake";

    /** In characters. */
    int LONGEST_PART = 300;

    /** In characters. */
    int LONGEST_DETAIL = 1_000;

    /** What the part of a valve begins with. */
    String VALVE = "valve ";

    /**
     * What is at fault: {@code intake}, {@code valve} and the floor, {@code e-mail to} or {@code SMS to} and the recipient, {@code
     * telling people of} and the incident; also the record's key.
     */
    String part();

    /** When it was noticed. */
    Instant at();

    /** The part that a floor's valve is. */
    static String valveOf(FloorId floor) {
        return VALVE + floor;
    }

    /** The floor whose valve a part is; null when it is no valve. */
    static @Nullable FloorId floorOf(String part) {
        return part.startsWith(VALVE)
                ? FloorId.ofKey(part.substring(VALVE.length()).getBytes(UTF_8))
                : null;
    }

    /**
     * A fault begins.
     *
     * @param detail what is wrong, for people
     * @param since when it began, as far as is known
     */
    record Raised(String part, Instant at, String detail, Instant since) implements SystemFault {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public Raised {
            Required.text("part", part, LONGEST_PART);
            Required.time("at", at);
            Required.text("detail", detail, LONGEST_DETAIL);
            Required.time("since", since);
        }
    }

    /** A fault is over. */
    record Cleared(String part, Instant at) implements SystemFault {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public Cleared {
            Required.text("part", part, LONGEST_PART);
            Required.time("at", at);
        }
    }
}
