package io.tocsin.cli.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.DetectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CopiesTest {
    private static final DetectorId FIRST = new DetectorId(17);

    private record Said(long dueNanos, long detector, int reading) {}

    private static Recording recording(int readings) {
        try {
            Path file = Files.createTempFile("readings", ".csv");
            try {
                Files.writeString(file, "Fire Alarm\n" + "0\n".repeat(readings));
                return Recording.read(file, "Fire Alarm");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 200)
    void shouldSayEachReadingOfEachDetectorOnceAtItsTimeInTheOrderOfTime(
            @ForAll @IntRange(min = 1, max = 30) int readings,
            @ForAll @IntRange(min = 1, max = 10) int detectors,
            @ForAll @IntRange(min = 1, max = 5_000) int everyMillis,
            @ForAll @IntRange(max = 5_000) int shiftMillis) {
        var every = Duration.ofMillis(everyMillis);
        var shift = Duration.ofMillis(shiftMillis);
        var copies = new Copies(recording(readings), every, FIRST, detectors, shift);
        List<Said> said = new ArrayList<>();

        copies.forEach((due, detector, reading) -> said.add(new Said(due, detector.number(), reading)));

        assertThat((long) said.size()).isEqualTo(copies.size()).isEqualTo((long) readings * detectors);
        assertThat(said).doesNotHaveDuplicates();
        assertThat(said.stream().map(Said::dueNanos)).isSorted();
        assertThat(said).allSatisfy(one -> {
            long copy = one.detector() - FIRST.number();
            assertThat(copy).isBetween(0L, detectors - 1L);
            assertThat(one.dueNanos())
                    .isEqualTo(shift.multipliedBy(copy)
                            .plus(every.multipliedBy(one.reading()))
                            .toNanos());
        });
    }
}
