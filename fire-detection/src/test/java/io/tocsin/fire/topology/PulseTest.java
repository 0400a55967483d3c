package io.tocsin.fire.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

/** A task may not act on after the process stood still; one that is given to it afterwards may. */
class PulseTest {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Set<Thread.State> STOPPED_OR_WAITING = Set.of(Thread.State.TERMINATED, Thread.State.BLOCKED);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicLong millis = new AtomicLong(1_736_152_200_000L);
    private final Pulse pulse = new Pulse(nanos::get, millis::get, LONGEST);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void shouldLetATaskActWhileThePulseIsBeaten() {
        Pulse.Hold hold = pulse.hold();
        for (int i = 0; i < 10; i++) {
            pass(LONGEST);
            pulse.beat();
        }

        assertThatCode(hold::check).doesNotThrowAnyException();
    }

    @Test
    void shouldStopATaskThatIsTheFirstToGoOnAfterAStandStill() {
        Pulse.Hold hold = pulse.hold();
        pass(LONGEST.plusNanos(1));

        assertThatThrownBy(hold::check).isInstanceOf(TaskMigratedException.class);
        assertThatThrownBy(hold::check).as("and it stays so").isInstanceOf(TaskMigratedException.class);
    }

    @Test
    void shouldStopATaskThatGoesOnAfterOthersHaveBeatenThePulse() {
        Pulse.Hold hold = pulse.hold();
        pass(LONGEST.plusNanos(1));
        pulse.beat();
        pulse.beat();

        assertThatThrownBy(hold::check).isInstanceOf(TaskMigratedException.class);
    }

    @Test
    void shouldStopATaskWhenOnlyTheSystemsClockShowsThatTheMachineWasPaused() {
        Pulse.Hold hold = pulse.hold();
        millis.addAndGet(LONGEST.toMillis() + 1);

        assertThatThrownBy(hold::check).isInstanceOf(TaskMigratedException.class);
    }

    @Test
    void shouldLetATaskActWhenTheClockIsSetBack() {
        Pulse.Hold hold = pulse.hold();
        millis.addAndGet(-Duration.ofHours(1).toMillis());

        assertThatCode(hold::check).doesNotThrowAnyException();
    }

    @Test
    void shouldLetATaskActThatWasGivenAfterTheStandStill() {
        pass(Duration.ofHours(1));
        Pulse.Hold hold = pulse.hold();
        pass(LONGEST);

        assertThatCode(hold::check).doesNotThrowAnyException();
    }

    @Test
    void shouldStopATaskWhileAnotherThreadIsNoticingTheStandStill() throws InterruptedException {
        var acting = new AtomicReference<Thread>();
        var together = new Pulse(
                nanos::get,
                () -> {
                    // The one that notices waits here for the other, until that one is through or waits for it in turn.
                    Thread other = acting.get();
                    if (other != null && Thread.currentThread() != other) {
                        other.start();
                        await().until(() -> STOPPED_OR_WAITING.contains(other.getState()));
                    }
                    return 0;
                },
                LONGEST);
        Pulse.Hold hold = together.hold();
        var stopped = new AtomicBoolean();
        var other = new Thread(() -> stopped.set(isStopped(hold)));
        acting.set(other);
        pass(LONGEST.plusNanos(1));

        together.beat();

        other.join();
        assertThat(stopped).isTrue();
    }

    private static boolean isStopped(Pulse.Hold hold) {
        try {
            hold.check();
            return false;
        } catch (TaskMigratedException e) {
            return true;
        }
    }
}
