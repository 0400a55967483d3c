package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.simulator.building.BuildingPlan;
import io.tocsin.simulator.building.FloorView;
import io.tocsin.simulator.building.LiveBuilding;
import io.tocsin.simulator.building.RandomFailures;
import io.tocsin.simulator.config.SimulatorsConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Lets the building's detectors speak while the application runs. */
@Singleton
final class BuildingWiring {

    @Produces
    @Singleton
    @Startup
    LiveBuilding building(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SimulatorsConfig config,
            MeterRegistry meters) {
        SimulatorsConfig.Building asked = config.building();
        var plan = new BuildingPlan(
                asked.floors(),
                asked.detectorsPerFloor(),
                asked.passivePerFloor(),
                asked.intervals(),
                asked.seed(),
                asked.address());
        LiveBuilding building = LiveBuilding.on(kafka, plan, Clock.systemUTC());
        RandomFailures usual = RandomFailures.NONE;
        building.failAtRandom(new RandomFailures(asked.failuresPerMinute(), usual.kinds(), usual.lasting()));
        FunctionCounter.builder("tocsin.building.signals", building, LiveBuilding::sent)
                .description("Signals of simulated detectors that Kafka has taken")
                .register(meters);
        Gauge.builder("tocsin.building.burning", building, live -> sum(live, FloorView::burning))
                .description("Simulated detectors at which it burns")
                .register(meters);
        Gauge.builder("tocsin.building.failing", building, live -> sum(live, FloorView::failing))
                .description("Simulated detectors with which something is wrong")
                .register(meters);
        building.start();
        return building;
    }

    void stop(@Disposes LiveBuilding building) {
        building.close();
    }

    private static int sum(LiveBuilding building, ToIntFunction<FloorView> count) {
        return building.status().floors().stream().mapToInt(count).sum();
    }
}
