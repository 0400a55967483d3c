package io.tocsin.cli.signals;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tocsin.cli.replay.Pace;
import io.tocsin.cli.replay.Progress;
import io.tocsin.cli.replay.TopicWriter;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the signals of a recording, each when it is due: {@code 0} or {@code 1}, as the smallest controller does. */
final class SignalReplay {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final byte[] QUIET = "0".getBytes(US_ASCII);
    private static final byte[] FIRE = "1".getBytes(US_ASCII);

    private final Copies copies;
    private final double speed;
    private final Clock clock;
    private long tried;
    private @Nullable Instant firstOneAt;

    /** @param speed how many times faster than recorded; 0 for as fast as Kafka takes them */
    SignalReplay(Copies copies, double speed, Clock clock) {
        this.copies = copies;
        this.speed = speed;
        this.clock = clock;
    }

    /**
     * Returns when Kafka has taken every signal.
     *
     * @throws CommandFailure when it does not take one
     */
    void run(TopicWriter writer, Progress progress) {
        // One step a nanosecond of the recording.
        Pace pace = speed == 0 ? Pace.fastest() : Pace.perSecond(speed * NANOS_PER_SECOND, System.nanoTime());
        copies.forEach((dueNanos, detector, reading) -> {
            requireTaken(writer);
            pace.await(dueNanos);
            boolean one = copies.recording().isOne(reading);
            if (one && firstOneAt == null) {
                firstOneAt = clock.instant();
            }
            write(detector, one, writer);
            tried++;
            progress.show(tried, () -> String.format(Locale.ROOT, "sent %,d of %,d", tried, copies.size()));
        });
        writer.flush();
        requireTaken(writer);
    }

    /** When the first 1 was handed to Kafka; null when there is none. */
    @Nullable Instant firstOneAt() {
        return firstOneAt;
    }

    private static void write(DetectorId detector, boolean one, TopicWriter writer) {
        writer.write(Topics.DETECTOR_SIGNALS, detector.toKey(), one ? FIRE : QUIET);
    }

    private void requireTaken(TopicWriter writer) {
        writer.requireTaken("signal", tried + " of " + copies.size() + " were tried");
    }
}
