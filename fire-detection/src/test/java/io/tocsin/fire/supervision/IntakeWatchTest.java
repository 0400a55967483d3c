package io.tocsin.fire.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.supervision.IntakeWatch.Trouble;
import io.tocsin.model.fire.SignalRelay.Census;
import io.tocsin.model.fire.SignalRelay.ReadUpTo;
import io.tocsin.model.fire.SystemFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One fault of the intake, and not one for each detector behind it. */
class IntakeWatchTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");

    private IntakeWatch watch = IntakeWatch.WELL;
    private final List<SystemFault> told = new ArrayList<>();

    private void look(Duration behind, Integer... silentIntervals) {
        var look = watch.look(NOW, NOW.minus(behind), Set.of(silentIntervals), SupervisionPolicy.USUAL);
        watch = look.watch();
        look.fault().ifPresent(told::add);
    }

    @Test
    void shouldTellOnceThatReadingIsMoreThanTenSecondsBehind() {
        look(Duration.ofSeconds(10));
        assertThat(told).isEmpty();
        look(Duration.ofMillis(10_001));
        look(Duration.ofMinutes(5));

        assertThat(told).singleElement().isInstanceOfSatisfying(SystemFault.Raised.class, fault -> {
            assertThat(fault.part()).isEqualTo(SystemFault.INTAKE);
            assertThat(fault.since()).isEqualTo(NOW.minusMillis(10_001));
        });
    }

    @Test
    void shouldNotComeAndGoAboutTheLimit() {
        look(Duration.ofSeconds(11));
        look(Duration.ofSeconds(9));
        look(Duration.ofSeconds(11));
        assertThat(told).hasSize(1);

        look(Duration.ofSeconds(5));

        assertThat(told.getLast()).isInstanceOf(SystemFault.Cleared.class);
        assertThat(watch).isEqualTo(IntakeWatch.WELL);
    }

    @Test
    void shouldTellThatMostDetectorsAreSilent() {
        look(Duration.ofSeconds(1), 10, 5);
        look(Duration.ofSeconds(1), 10, 5);
        assertThat(told).singleElement().isInstanceOfSatisfying(SystemFault.Raised.class, fault -> assertThat(
                        fault.detail())
                .contains("interval of 5, 10 s"));

        look(Duration.ofSeconds(1));

        assertThat(told.getLast()).isInstanceOf(SystemFault.Cleared.class);
    }

    @Test
    void shouldTellWhenOneTroubleFollowsTheOther() {
        look(Duration.ofMinutes(1));
        look(Duration.ofSeconds(1), 10);

        assertThat(told).hasSize(2).allMatch(SystemFault.Raised.class::isInstance);
        assertThat(watch.trouble()).isEqualTo(Trouble.MASS_SILENCE);
    }

    @Test
    void shouldKnowOnlyWhatTheReadersOfAllPartitionsHaveRead() {
        var progress = new ReadingProgress(3);
        assertThat(progress.upTo()).isEmpty();
        progress.add(new ReadUpTo(0, NOW, List.of(new Census(1, 5, 0))));
        progress.add(new ReadUpTo(1, NOW.plusSeconds(2), List.of()));
        progress.add(new ReadUpTo(7, NOW, List.of()));
        assertThat(progress.upTo()).as("one has not spoken").isEmpty();

        progress.add(new ReadUpTo(2, NOW.plusSeconds(1), List.of(new Census(1, 7, 3))));
        assertThat(progress.upTo()).contains(NOW);
        progress.add(new ReadUpTo(0, NOW.plusSeconds(5), List.of(new Census(1, 5, 1))));
        assertThat(progress.upTo()).contains(NOW.plusSeconds(1));
        assertThat(progress.elsewhere(0)).containsExactly(new Census(1, 7, 3));
    }
}
