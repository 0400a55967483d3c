package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered detector says that it senses fire: the value of {@code fire-signals}.
 *
 * @param detector which; also the record's key
 * @param floor where it hangs; decides the partition
 * @param kind how it came by it
 * @param heardAt when Kafka took the signal: the time that counts
 * @param at when the detector says that it sensed it; its clock may be wrong
 * @param origin which record of {@code detector-signals} said so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FireSignal(
        DetectorId detector,
        FloorId floor,
        DetectorKind kind,
        Instant heardAt,
        @Nullable Instant at,
        Origin origin) {

    /** @throws InvalidFieldException when a part is missing */
    public FireSignal {
        Required.field("detector", detector);
        Required.field("floor", floor);
        Required.field("kind", kind);
        Required.time("heardAt", heardAt);
        Required.field("origin", origin);
    }
}
