package io.tocsin.fire.registry;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is registered, the same on every instance.
 *
 * @param detectors by id
 * @param floors by id
 * @param disablements by detector, also those that hold no more
 */
public record Registry(
        RegistryTable<DetectorId, Detector> detectors,
        RegistryTable<FloorId, Floor> floors,
        RegistryTable<DetectorId, Disablement> disablements) {

    /** An empty one. */
    public static Registry empty() {
        return new Registry(new RegistryTable<>(), new RegistryTable<>(), new RegistryTable<>());
    }

    /** What a floor asks for: a floor that nobody has registered alarms at once. */
    public FloorPolicy policyOf(FloorId floor) {
        Floor registered = floors.find(floor);
        return registered == null ? new FloorPolicy.Immediate() : registered.policy();
    }

    /** The disablement of a detector that holds, or held, at {@code time}; null when none did. Only the last one is known. */
    public @Nullable Disablement disablementOf(DetectorId detector, Instant time) {
        Disablement disablement = disablements.find(detector);
        return disablement != null && disablement.holdsAt(time) ? disablement : null;
    }
}
