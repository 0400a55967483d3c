package io.tocsin.system.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three minutes of {@code ./tocsin soak}, with another seed each time. */
@Order(1)
class SoakIT {
    private static final Duration TROUBLE = Duration.ofMinutes(3);

    @Test
    void shouldFindNoViolationWhileEverythingBreaks(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
        long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);

        SoakReport report = new Soak(TROUBLE, seed, System.out::println).run(directory);

        System.out.println(report);
        assertThat(report.violations())
                .as("seed %d, data in %s", seed, directory)
                .isEmpty();
        assertThat(report.payments()).isGreaterThan(5_000);
        assertThat(report.injected().keySet())
                .anyMatch(trouble -> trouble.startsWith("Kafka "))
                .anyMatch(trouble -> trouble.startsWith("instance "));
        assertThat(report.bank().faultsShown()).isPositive();
    }
}
