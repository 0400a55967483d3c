package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;

/** What reaches an incident besides notifications: the value of {@code incident-inputs}. It may stand there twice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IncidentInput.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = IncidentInput.OwnerBegan.class, name = "owner-began")
})
public sealed interface IncidentInput {

    /**
     * Somebody has acknowledged an incident, on the panel or by the link in a message.
     *
     * @param incident which; also the record's key
     * @param by who, for people
     */
    record Acknowledged(String incident, String by, Instant at) implements IncidentInput {
        /** @throws InvalidFieldException when a part is missing */
        public Acknowledged {
            Required.field("incident", incident);
            Required.field("by", by);
            Required.time("at", at);
        }
    }

    /** Who has taken over a partition lets itself be sent this, and acts when it has come (ADR 6). */
    record OwnerBegan(Instant at) implements IncidentInput {
        /** @throws InvalidFieldException when the time is missing */
        public OwnerBegan {
            Required.time("at", at);
        }
    }
}
