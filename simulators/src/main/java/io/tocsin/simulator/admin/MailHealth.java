package io.tocsin.simulator.admin;

import io.tocsin.simulator.mail.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the mail server is as it was asked to be: listening, or offline on purpose. */
@Readiness
@ApplicationScoped
class MailHealth implements HealthCheck {
    private final MailServer server;

    MailHealth(MailServer server) {
        this.server = server;
    }

    @Override
    public HealthCheckResponse call() {
        boolean listening = server.listening();
        boolean offlineOnPurpose = server.plan().offline();
        return HealthCheckResponse.named("mail-server")
                .status(listening || offlineOnPurpose)
                .withData("port", server.port())
                .withData("line", listening ? "listening" : offlineOnPurpose ? "offline on purpose" : "not listening")
                .build();
    }
}
