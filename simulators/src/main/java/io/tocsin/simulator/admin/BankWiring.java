package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tocsin.simulator.bank.BankOptions;
import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.simulator.config.SimulatorsConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Starts the bank with the application and stops it with it. */
@Singleton
final class BankWiring {

    @Produces
    @Singleton
    @Startup
    BankServer bank(Vertx vertx, SimulatorsConfig config, MeterRegistry meters) {
        SimulatorsConfig.Bank bank = config.bank();
        BankServer server = BankServer.start(
                vertx,
                new BankOptions(
                        bank.host(),
                        bank.port(),
                        config.dataDir(),
                        FaultPlan.healthy(latency(bank.latency())),
                        bank.token(),
                        new BankMetrics(meters),
                        Clock.systemUTC()));
        Gauge.builder("tocsin.bank.in.flight", server, BankServer::inFlight)
                .description("Requests that wait for the bank's answer")
                .register(meters);
        Gauge.builder("tocsin.bank.listening", server, listening -> listening.listening() ? 1 : 0)
                .description("1 while the bank accepts connections, 0 while it is offline")
                .register(meters);
        return server;
    }

    void stop(@Disposes BankServer bank) {
        bank.close();
    }

    private static Latency latency(SimulatorsConfig.Latency latency) {
        return latency.median().equals(Duration.ZERO)
                ? new Latency.Fixed(Duration.ZERO)
                : new Latency.LogNormal(latency.median(), latency.p99());
    }
}
