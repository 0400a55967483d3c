package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tocsin.simulator.config.SimulatorsConfig;
import io.tocsin.simulator.mail.MailOptions;
import io.tocsin.simulator.mail.MailResult;
import io.tocsin.simulator.mail.MailServer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Starts the mail server with the application and stops it with it. */
@Singleton
final class MailWiring {

    @Produces
    @Singleton
    @Startup
    MailServer start(SimulatorsConfig config, MeterRegistry meters) {
        SimulatorsConfig.Mail mail = config.mail();
        MailServer server =
                MailServer.start(new MailOptions(mail.host(), mail.port(), mail.keptMessages(), Clock.systemUTC()));
        for (MailResult result : MailResult.values()) {
            FunctionCounter.builder("tocsin.mail.mails", server, one -> one.count(result))
                    .description("What became of the mails sent to the simulated mail server")
                    .tag("result", Tags.word(result))
                    .register(meters);
        }
        Gauge.builder("tocsin.mail.kept", server, one -> one.inbox().totals().kept())
                .description("Mails in the inbox of the simulated mail server")
                .register(meters);
        Gauge.builder("tocsin.mail.listening", server, one -> one.listening() ? 1 : 0)
                .description("1 while the simulated mail server accepts connections, 0 while it is offline")
                .register(meters);
        return server;
    }

    void stop(@Disposes MailServer server) {
        server.close();
    }
}
