package io.tocsin.cli.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RunIdsTest {
    private static final long NOW = 1_736_152_200_123L;

    @Property
    void shouldFindTheEntryAgain(@ForAll @IntRange(min = 0) int entry, @ForAll long seed) {
        var ids = new RunIds(NOW, new SplittableRandom(seed));

        assertThat(ids.entryOf(ids.of(entry).text())).isEqualTo(entry);
    }

    @Property
    void shouldMakeUuidsOfVersion7WithTheTimeOfTheRun(@ForAll @IntRange(min = 0) int entry, @ForAll long seed) {
        UUID id = UUID.fromString(
                new RunIds(NOW, new SplittableRandom(seed)).of(entry).text());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
    }

    @Property
    void shouldNotKnowTheIdsOfAnotherRun(@ForAll @IntRange(min = 0) int entry) {
        var one = new RunIds(NOW, new SplittableRandom(1));
        var other = new RunIds(NOW, new SplittableRandom(2));

        assertThat(other.entryOf(one.of(entry).text())).isEqualTo(-1);
    }

    @Example
    void shouldNotKnowWhatIsNoId() {
        var ids = new RunIds(NOW, new SplittableRandom(1));

        assertThat(ids.entryOf("")).isEqualTo(-1);
        assertThat(ids.entryOf("0194385f-7c00-7d4e-8a3b-5f1c2e9d0aXX")).isEqualTo(-1);
    }
}
