package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.simulator.config.SimulatorsConfig;
import io.tocsin.simulator.valve.LiveValves;
import io.tocsin.simulator.valve.ValveTimes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Lets the valves listen while the application runs. */
@Singleton
final class ValvesWiring {

    @Produces
    @Singleton
    @Startup
    LiveValves valves(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SimulatorsConfig config,
            MeterRegistry meters) {
        var times = new ValveTimes(config.valves().delay(), config.valves().slowDelay());
        LiveValves valves = LiveValves.on(kafka, times, Clock.systemUTC());
        FunctionCounter.builder("tocsin.valves.commands", valves, LiveValves::commands)
                .description("Commands that the simulated valves have heard")
                .register(meters);
        FunctionCounter.builder("tocsin.valves.unreadable", valves, LiveValves::unreadable)
                .description("Records of valve-commands that are no commands")
                .register(meters);
        FunctionCounter.builder("tocsin.valves.reports", valves, LiveValves::reports)
                .description("Reports of simulated valves that Kafka has taken")
                .register(meters);
        Gauge.builder("tocsin.valves.open", valves, ValvesWiring::open)
                .description("Simulated valves through which water flows")
                .register(meters);
        if (config.building().floors() > 0) {
            valves.start();
        }
        return valves;
    }

    void stop(@Disposes LiveValves valves) {
        valves.close();
    }

    private static long open(LiveValves valves) {
        return valves.all().stream()
                .filter(valve -> valve.position() == ValvePosition.OPEN)
                .count();
    }
}
