package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;

/**
 * What reaches a floor besides signals: the value of {@code floor-inputs}, on the partition of the floor wherever it came
 * from.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FloorInput.Commanded.class, name = "commanded"),
    @JsonSubTypes.Type(value = FloorInput.Reported.class, name = "reported")
})
public sealed interface FloorInput {

    /**
     * An operator asks for something.
     *
     * @param action the record of it
     */
    record Commanded(OperatorAction action) implements FloorInput {
        /** @throws InvalidFieldException when the action is missing */
        public Commanded {
            Required.field("action", action);
        }
    }

    /**
     * The floor's valve says where it stands.
     *
     * @param report what it says
     * @param heardAt when Kafka took it
     * @param origin which record of {@code valve-reports} said so
     */
    record Reported(ValveReport report, Instant heardAt, Origin origin) implements FloorInput {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public Reported {
            Required.field("report", report);
            Required.time("heardAt", heardAt);
            Required.field("origin", origin);
        }
    }
}
