package io.tocsin.fire.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.fire.polling.DetectorLine.Answer;
import io.tocsin.fire.registry.RegistryTable;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.FloorId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked, how often, and by whom. Detector {@code n} belongs on partition {@code n % 2}. */
class PollerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 2_000;

    private final RegistryTable<DetectorId, Detector> detectors = new RegistryTable<>();
    private final AtomicReference<Set<Integer>> owned = new AtomicReference<>(Set.of(0, 1));
    private final Map<Long, Integer> asked = new ConcurrentHashMap<>();
    private final Map<Long, Integer> said = new ConcurrentHashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Poller poller = new Poller(
            detectors,
            owned::get,
            id -> (int) (id.number() % 2),
            this::answer,
            (id, signal) -> said.merge(id.number(), 1, Integer::sum),
            meters);

    @BeforeEach
    void start() {
        poller.start();
    }

    @AfterEach
    void stop() {
        poller.close();
    }

    private Answer answer(URI address) throws InterruptedException {
        asked.merge(Long.parseLong(address.getPath().substring(1)), 1, Integer::sum);
        return switch (String.valueOf(address.getHost())) {
            case "slow" -> {
                never.await();
                yield new Answer.Nothing("never");
            }
            case "broken" -> throw new IllegalStateException("a defect");
            case "mute" -> new Answer.Nothing("it answered with status 500");
            default -> new Answer.Said(DetectorSignal.QUIET);
        };
    }

    private static Detector passive(int id, String host) {
        return new Detector(
                new DetectorId(id), FloorId.of("f1"), DetectorKind.PASSIVE, 1, "http://" + host + "/" + id, true);
    }

    private void register(Detector detector) {
        detectors.set(detector.detector(), detector);
    }

    private int asked(int id) {
        return asked.getOrDefault((long) id, 0);
    }

    @Test
    void shouldAskEachPassiveDetectorAgainAndAgainAndNoOther() {
        register(passive(1, "well"));
        register(Detector.active(new DetectorId(2), FloorId.of("f1"), 1));

        await().atMost(SOON).until(() -> said.getOrDefault(1L, 0) >= 3);
        assertThat(asked(2)).isZero();
        assertThat(meters.get("tocsin.fire.polled").gauge().value()).isOne();
    }

    @Test
    void shouldAskThousandsInTime() {
        for (int i = 1; i <= MANY; i++) {
            register(passive(i, "well"));
        }
        await().atMost(SOON).until(() -> said.size() == MANY);
        long start = System.nanoTime();
        Map<Long, Integer> before = Map.copyOf(said);
        await().atMost(SOON).until(() -> said.entrySet().stream()
                .allMatch(one -> one.getValue() >= before.getOrDefault(one.getKey(), 0) + 2));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldLetASlowOneAndABrokenOneHoldUpNobody() {
        register(passive(1, "slow"));
        register(passive(2, "broken"));
        register(passive(3, "mute"));
        register(passive(4, "well"));

        await().atMost(SOON).until(() -> said.getOrDefault(4L, 0) >= 3 && asked(2) >= 2 && asked(3) >= 2);
        assertThat(asked(1)).isOne();
        assertThat(said).containsOnlyKeys(4L);
    }

    @Test
    void shouldAskOnlyThoseOfItsOwnPartitions() {
        owned.set(Set.of(1));
        register(passive(1, "well"));
        register(passive(2, "well"));
        await().atMost(SOON).until(() -> asked(1) >= 2);
        assertThat(asked(2)).isZero();

        owned.set(Set.of(0));
        await().atMost(SOON).until(() -> asked(2) >= 2);
        int whenGivenAway = asked(1);
        await().atMost(SOON).until(() -> asked(2) >= 5);
        assertThat(asked(1)).isEqualTo(whenGivenAway);
    }

    @Test
    void shouldAskAsItIsRegisteredNow() {
        register(passive(1, "slow"));
        await().atMost(SOON).until(() -> asked(1) == 1);
        register(passive(1, "well"));
        await().atMost(SOON).until(() -> said.getOrDefault(1L, 0) >= 2);

        detectors.set(new DetectorId(1), null);
        await().atMost(SOON)
                .until(() -> meters.get("tocsin.fire.polled").gauge().value() == 0);
    }
}
