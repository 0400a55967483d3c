package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.Durations;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts the parts in their order, keeps them alive, and stops them in the opposite order. */
final class Supervisor {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int TAIL = 15;

    private final List<SupervisedPart> parts;
    private final Ports ports;
    private final ProcessIdentity self;
    private final RunStateFile stateFile;
    private final Launcher launcher;
    private final Clock clock;
    private final Consumer<String> say;
    private final Instant startedAt;
    private final CountDownLatch stopRequest = new CountDownLatch(1);
    private boolean allWereReady;

    Supervisor(
            List<SupervisedPart> parts,
            Ports ports,
            ProcessIdentity self,
            RunStateFile stateFile,
            Launcher launcher,
            Clock clock,
            Consumer<String> say) {
        this.parts = List.copyOf(parts);
        this.ports = ports;
        this.self = self;
        this.stateFile = stateFile;
        this.launcher = launcher;
        this.clock = clock;
        this.say = say;
        this.startedAt = clock.instant();
    }

    /** Ends {@link #start()} and {@link #watch(Duration, Runnable)}; from any thread. */
    void requestStop() {
        stopRequest.countDown();
    }

    boolean stopIsRequested() {
        return stopRequest.getCount() == 0;
    }

    /**
     * Starts every part as soon as those it needs are ready, and returns when all are, or a stop was requested.
     *
     * @throws CommandFailure when a part ends, or is not ready in time; the others are left running
     */
    void start() throws InterruptedException {
        write();
        Set<String> ready = new HashSet<>();
        while (ready.size() < parts.size() && !stopIsRequested()) {
            for (SupervisedPart supervised : parts) {
                Part part = supervised.part();
                if (supervised.isIdle() && ready.containsAll(part.needs())) {
                    supervised.start();
                    write();
                    tell(part.name() + ": starting on " + part.address());
                } else if (!supervised.isIdle() && !ready.contains(part.name()) && isReady(supervised)) {
                    ready.add(part.name());
                    tell(part.name() + ": ready");
                }
            }
            stopRequest.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        allWereReady = ready.size() == parts.size();
        write();
    }

    private boolean isReady(SupervisedPart supervised) {
        Part part = supervised.part();
        Optional<Integer> exit = supervised.exitValue();
        if (exit.isPresent()) {
            throw CommandFailure.failed(
                    part.name() + " ended with exit code " + exit.get() + " while it started" + lastLines(part));
        }
        return switch (part.probe().ask()) {
            case Readiness.Ready ready -> true;
            case Readiness.NotReady(String reason) -> {
                if (Duration.between(startedAt, clock.instant()).compareTo(START_LIMIT) > 0) {
                    throw CommandFailure.failed(part.name() + " is not ready after " + START_LIMIT.toMinutes()
                            + " minutes: " + reason + lastLines(part));
                }
                yield false;
            }
        };
    }

    /** Keeps the parts alive and does {@code meanwhile} every {@code interval}, until a stop is requested. */
    void watch(Duration interval, Runnable meanwhile) throws InterruptedException {
        Instant next = clock.instant();
        while (!stopRequest.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            for (SupervisedPart supervised : parts) {
                String event = supervised.keepAlive();
                if (event != null) {
                    write();
                    tell(event);
                }
            }
            if (!clock.instant().isBefore(next)) {
                next = clock.instant().plus(interval);
                meanwhile.run();
            }
        }
    }

    /** Stops every part, the last one first. */
    void stop() throws InterruptedException {
        for (SupervisedPart supervised : parts.reversed()) {
            if (supervised.process().isPresent()) {
                tell(supervised.part().name() + ": stopping");
            }
            supervised.stop();
        }
        stateFile.delete();
        tell("all stopped");
    }

    private void write() {
        stateFile.write(new RunState(
                self,
                startedAt,
                allWereReady,
                ports,
                parts.stream().map(SupervisedPart::inShort).toList()));
    }

    private void tell(String what) {
        String elapsed = Durations.seconds(Duration.between(startedAt, clock.instant()));
        say.accept("[" + " ".repeat(Math.max(0, 7 - elapsed.length())) + elapsed + "] " + what);
    }

    /** The end of what the part printed, each line on its own and set in. */
    private String lastLines(Part part) {
        Path log = launcher.log(part);
        try {
            // The log may hold anything; what is not text must not hide the rest.
            List<String> lines = new String(Files.readAllBytes(log), Charset.defaultCharset())
                    .lines()
                    .toList();
            String tail = String.join(
                    System.lineSeparator() + "    ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
            return "; the end of " + log + ":" + System.lineSeparator() + "    " + tail;
        } catch (IOException e) {
            return "; its log " + log + " cannot be read (" + e + ")";
        }
    }
}
