package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.simulator.config.SimulatorsConfig;
import io.tocsin.simulator.lanes.TollLanes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Opens the toll lanes with the application and closes them with it. */
@Singleton
final class LanesWiring {

    @Produces
    @Singleton
    @Startup
    TollLanes lanes(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SimulatorsConfig config,
            MeterRegistry meters) {
        TollLanes lanes = TollLanes.on(kafka, config.lanes().rate(), Clock.systemUTC());
        FunctionCounter.builder(
                        "tocsin.lanes.payments", lanes, open -> open.status().sent())
                .description("Payments that Kafka has acknowledged")
                .register(meters);
        Gauge.builder("tocsin.lanes.rate", lanes, open -> open.status().rate())
                .description("Payments a second that the toll lanes are asked to send")
                .register(meters);
        lanes.start();
        return lanes;
    }

    void stop(@Disposes TollLanes lanes) {
        lanes.close();
    }
}
