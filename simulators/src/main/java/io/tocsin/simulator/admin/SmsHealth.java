package io.tocsin.simulator.admin;

import io.tocsin.simulator.sms.SmsCentre;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the SMS centre is as it was asked to be: listening, or offline on purpose. */
@Readiness
@ApplicationScoped
class SmsHealth implements HealthCheck {
    private final SmsCentre centre;

    SmsHealth(SmsCentre centre) {
        this.centre = centre;
    }

    @Override
    public HealthCheckResponse call() {
        boolean listening = centre.listening();
        boolean offlineOnPurpose = centre.plan().offline();
        return HealthCheckResponse.named("sms-centre")
                .status(listening || offlineOnPurpose)
                .withData("port", centre.port())
                .withData("line", listening ? "listening" : offlineOnPurpose ? "offline on purpose" : "not listening")
                .build();
    }
}
