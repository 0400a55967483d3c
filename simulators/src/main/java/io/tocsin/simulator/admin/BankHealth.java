package io.tocsin.simulator.admin;

import io.tocsin.simulator.bank.BankServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the bank is as it was asked to be: listening, or offline on purpose, with a ledger it can write. */
@Readiness
@ApplicationScoped
class BankHealth implements HealthCheck {
    private final BankServer bank;

    BankHealth(BankServer bank) {
        this.bank = bank;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> trouble = bank.ledgerTrouble();
        boolean listening = bank.listening();
        boolean offlineOnPurpose = bank.faults().plan().offline();
        var response = HealthCheckResponse.named("bank")
                .status(trouble.isEmpty() && (listening || offlineOnPurpose))
                .withData("port", bank.port())
                .withData("line", listening ? "listening" : offlineOnPurpose ? "offline on purpose" : "not listening");
        trouble.ifPresent(reason -> response.withData("reason", "the ledger cannot be written: " + reason));
        return response.build();
    }
}
