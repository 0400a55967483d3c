package io.tocsin.simulator.admin;

import io.tocsin.simulator.building.BuildingStatus;
import io.tocsin.simulator.building.LiveBuilding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while signals are taken, or there are no detectors. */
@Readiness
@ApplicationScoped
class BuildingHealth implements HealthCheck {
    private final LiveBuilding building;

    BuildingHealth(LiveBuilding building) {
        this.building = building;
    }

    @Override
    public HealthCheckResponse call() {
        BuildingStatus.State state = building.state();
        String trouble = building.trouble();
        var response = HealthCheckResponse.named("building")
                .status(state != BuildingStatus.State.WAITING_FOR_KAFKA)
                .withData("state", state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (trouble != null) {
            response.withData("reason", trouble);
        }
        return response.build();
    }
}
