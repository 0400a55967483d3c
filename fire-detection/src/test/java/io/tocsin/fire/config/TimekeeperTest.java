package io.tocsin.fire.config;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.Pulse;
import io.tocsin.fire.topology.UnrealThreads;
import io.tocsin.testsupport.SteppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the start on the pulse is beaten and the clock is watched, also after something went wrong. */
class TimekeeperTest {
    private final AtomicInteger beats = new AtomicInteger();
    private final SteppedClock clock = new SteppedClock();
    private final UnrealThreads stream;
    private final Timekeeper timekeeper;

    TimekeeperTest(@TempDir Path state) {
        stream = new UnrealThreads(state);
        timekeeper = new Timekeeper(parts(), stream, clock);
    }

    private FireParts parts() {
        FireParts usual = FireParts.usual(new SimpleMeterRegistry());
        return new FireParts(
                usual.registry(),
                usual.owned(),
                usual.refusals(),
                usual.meters(),
                usual.signalRouting(),
                usual.floorRouting(),
                usual.supervision(),
                usual.valves(),
                usual.probeEvery(),
                usual.tick(),
                new Pulse(beats::incrementAndGet, System::currentTimeMillis, Duration.ofSeconds(3)),
                usual.lateWrites());
    }

    @BeforeEach
    void begin() {
        timekeeper.begin(new StartupEvent());
    }

    @AfterEach
    void end() {
        timekeeper.end(new ShutdownEvent());
        stream.close(Duration.ofSeconds(10));
    }

    @Test
    void shouldBeatThePulse() {
        int before = beats.get();

        await().until(() -> beats.get() > before + 2);
    }

    @Test
    void shouldReplaceTheThreadsWhenTheClockIsSetBack() {
        clock.advance(Duration.ofHours(-1));

        awaitOnlyNewThreads();
    }

    @Test
    void shouldTryAgainWhenThreadsCannotBeReplaced() {
        stream.failNext(1);
        clock.advance(Duration.ofHours(-1));

        awaitOnlyNewThreads();
    }

    private void awaitOnlyNewThreads() {
        await().until(() -> stream.threads().size() == 2 && noneIsOld(stream.threads()));
    }

    private static boolean noneIsOld(List<String> threads) {
        return threads.stream().noneMatch(name -> name.startsWith("old"));
    }
}
