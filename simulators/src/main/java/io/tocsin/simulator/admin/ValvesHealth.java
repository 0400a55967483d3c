package io.tocsin.simulator.admin;

import io.tocsin.simulator.config.SimulatorsConfig;
import io.tocsin.simulator.valve.LiveValves;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the valves listen, or there is no building that has any. */
@Readiness
@ApplicationScoped
class ValvesHealth implements HealthCheck {
    private final LiveValves valves;
    private final boolean wanted;

    ValvesHealth(LiveValves valves, SimulatorsConfig config) {
        this.valves = valves;
        this.wanted = config.building().floors() > 0;
    }

    @Override
    public HealthCheckResponse call() {
        String trouble = wanted ? valves.trouble() : null;
        var response = HealthCheckResponse.named("valves").status(trouble == null);
        if (trouble != null) {
            response.withData("reason", trouble);
        }
        return response.build();
    }
}
