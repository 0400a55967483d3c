package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.simulator.bank.BankObserver;
import io.tocsin.simulator.bank.BankResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Times the bank's requests by what became of them. */
final class BankMetrics implements BankObserver {
    private final Map<BankResult, Timer> timers = new EnumMap<>(BankResult.class);

    BankMetrics(MeterRegistry meters) {
        for (BankResult result : BankResult.values()) {
            timers.put(
                    result,
                    Timer.builder("tocsin.bank.requests")
                            .description("What became of the bank's requests, and how long their answers took")
                            .tag("result", Tags.word(result))
                            .serviceLevelObjectives(buckets())
                            .register(meters));
        }
    }

    @Override
    public void answered(BankResult result, Duration time) {
        Timer timer = timers.get(result);
        if (timer != null) {
            timer.record(time);
        }
    }

    private static Duration[] buckets() {
        return Arrays.stream(new long[] {5, 10, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000})
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
    }
}
