package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
    private OpenRequests<String> open = new OpenRequests<>();
    private long sequence;

    @Test
    void shouldHaveNothingReadyBeforeTheCommitAfterTheWrite() {
        open.add(request("a1", "a", 7));
        open.committed(7);
        assertThat(open.peekReady()).isNull();
        assertThat(open.onlyWaitsForCommit()).isTrue();

        open.committed(8);

        assertThat(open.peekReady()).isNotNull();
        assertThat(open.onlyWaitsForCommit()).isFalse();
    }

    @Test
    void shouldHaveOneOfEachKeyReadyInTheirOrder() {
        open.add(request("a1", "a", 0));
        open.add(request("a2", "a", 0));
        open.add(request("b1", "b", 0));
        open.committed(1);

        assertThat(takeAll()).extracting(it -> it.id).containsExactly("a1", "b1");
    }

    @Test
    void shouldMakeTheNextReadyWhenTheOneBeforeHasEnded() {
        open.add(request("a1", "a", 0));
        open.add(request("a2", "a", 0));
        open.committed(1);
        open.remove(takeAll().getFirst());

        assertThat(takeAll()).extracting(it -> it.id).containsExactly("a2");
        assertThat(open.find("a1")).isNull();
        assertThat(open.size()).isOne();
    }

    @Test
    void shouldNotMakeTheNextReadyWhenItIsNotDurableYet() {
        open.add(request("a1", "a", 0));
        open.committed(1);
        OpenRequest<String> first = takeAll().getFirst();
        open.add(request("a2", "a", 1));

        open.remove(first);
        assertThat(open.peekReady()).isNull();

        open.committed(2);
        assertThat(takeAll()).extracting(it -> it.id).containsExactly("a2");
    }

    /** Any interleaving of arrivals, commits and endings keeps the order and the one at a time of each key. */
    @Property
    void shouldKeepEachKeysOrderAndOneAtATimeForAnyRunOfSteps(
            @ForAll @Size(max = 200) List<@IntRange(max = 5) Integer> steps) {
        open = new OpenRequests<>();
        var calling = new ArrayDeque<OpenRequest<String>>();
        var keysCalling = new HashSet<String>();
        Map<String, Long> lastOfKey = new HashMap<>();
        long commits = 0;
        for (int step : steps) {
            switch (step) {
                case 0, 1, 2 -> open.add(request("r" + sequence, "key" + step, commits));
                case 3 -> open.committed(++commits);
                case 4 -> {
                    for (OpenRequest<String> taken : takeAll()) {
                        assertThat(taken.durableAt(commits)).isTrue();
                        assertThat(keysCalling.add(taken.key)).isTrue();
                        assertThat(taken.sequence).isGreaterThan(lastOfKey.getOrDefault(taken.key, -1L));
                        lastOfKey.put(taken.key, taken.sequence);
                        calling.add(taken);
                    }
                }
                default -> {
                    OpenRequest<String> ended = calling.poll();
                    if (ended != null) {
                        keysCalling.remove(ended.key);
                        open.remove(ended);
                    }
                }
            }
            assertThat(open.calling()).isEqualTo(calling.size());
        }
    }

    private List<OpenRequest<String>> takeAll() {
        var taken = new ArrayList<OpenRequest<String>>();
        while (open.peekReady() != null) {
            taken.add(Objects.requireNonNull(open.peekReady()));
            open.takeReady();
        }
        return taken;
    }

    private OpenRequest<String> request(String id, String key, long writtenAtCommit) {
        return new OpenRequest<>(
                sequence++, id, key, "", Trace.NONE, new History(0, false, 0, 0, 0, 0), true, writtenAtCommit);
    }
}
