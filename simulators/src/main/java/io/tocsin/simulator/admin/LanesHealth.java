package io.tocsin.simulator.admin;

import io.tocsin.simulator.lanes.LanesStatus;
import io.tocsin.simulator.lanes.TollLanes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while payments are sent, or none are asked for. */
@Readiness
@ApplicationScoped
class LanesHealth implements HealthCheck {
    private final TollLanes lanes;

    LanesHealth(TollLanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        LanesStatus status = lanes.status();
        var response = HealthCheckResponse.named("toll-lanes")
                .status(status.state() != LanesStatus.State.WAITING_FOR_KAFKA)
                .withData(
                        "state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (status.reason() != null) {
            response.withData("reason", status.reason());
        }
        return response.build();
    }
}
