package io.tocsin.cli.system;

import io.tocsin.cli.contacts.SampleContacts;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.Durations;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the whole system on this machine and watches it. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts the whole system on this machine: Kafka, toll-payments, fire-detection, and simulators of the"
                        + " bank, of traffic, of a building, and of a mail server and an SMS centre. Stays and shows how it is doing until Ctrl-C, which stops"
                        + " everything.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it was up, or is up in the background", "1:it could not start", "2:the command line is wrong"
        })
public final class UpCommand implements Callable<Integer> {
    private static final Duration INTERACTIVE_UPDATE = Duration.ofSeconds(1);
    private static final Duration PLAIN_UPDATE = Duration.ofSeconds(10);
    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private PortOptions ports;

    @Option(names = "--detach", description = "Return when everything is ready; the system goes on in the background.")
    private boolean detach;

    @Option(names = "--fresh", description = "Delete what the data directory holds first.")
    private boolean fresh;

    @Option(names = "--no-traffic", description = "No simulated vehicles; payments come only from you.")
    private boolean noTraffic;

    @Option(names = "--no-building", description = "No simulated building: detectors and valves are yours.")
    private boolean noBuilding;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.of(spec);
        DataDirectory directory = data.directory();
        directory.open();
        RunLock lock = takeLock(directory);
        try (lock) {
            if (!detach) {
                return run(directory, screen);
            }
        }
        // The lock is free again, for the process in the background.
        return new BackgroundStart(directory, screen, clock)
                .start(spec.commandLine().getParseResult().originalArgs());
    }

    private static RunLock takeLock(DataDirectory directory) {
        return RunLock.take(directory)
                .orElseThrow(() -> CommandFailure.failed("already running in " + directory.root()
                        + ": see ./tocsin status, or choose another directory with --data"));
    }

    private int run(DataDirectory directory, Screen screen) throws InterruptedException {
        var stateFile = new RunStateFile(directory);
        stateFile
                .read()
                .map(state -> new Leftovers(state, LEFTOVER_PATIENCE).stop())
                .filter(stopped -> !stopped.isEmpty())
                .ifPresent(stopped -> screen.line("stopped what a killed run had left: " + String.join(", ", stopped)));
        if (fresh) {
            directory.clear();
        }
        var users = new UserFile(directory.users());
        users.make();
        directory.makeSecrets();
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(1))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        Ports chosen = ports.chosen();
        List<Part> parts = new Blueprint(ProjectHome.locate(), directory, chosen, System.getenv(), http)
                .parts(!noTraffic, !noBuilding);
        new PortCheck(new PortOwner()).requireFree(parts);
        var launcher = new Launcher(directory.logs());
        var supervisor = new Supervisor(
                parts.stream()
                        .map(part -> new SupervisedPart(part, launcher, Backoff.usual(), clock))
                        .toList(),
                chosen,
                ProcessIdentity.of(ProcessHandle.current(), "-Dtocsin.home=", clock.instant()),
                stateFile,
                launcher,
                clock,
                text -> sayAbove(screen, text));
        var tap = new LanesTap(http, Blueprint.simulatorsAddress(chosen));
        var tolls = new TollWatch(http, Blueprint.tollAddress(chosen), clock);
        var fire = new FireWatch(http, Blueprint.fireAddress(chosen), users);
        return supervise(supervisor, chosen, tap, () -> tolls.now() + " | " + fire.now(), screen);
    }

    private int supervise(Supervisor supervisor, Ports chosen, LanesTap tap, Supplier<String> watch, Screen screen)
            throws InterruptedException {
        Instant begin = clock.instant();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(supervisor, stopped), "stop"));
        try {
            supervisor.start();
            if (!supervisor.stopIsRequested()) {
                if (!noBuilding && SampleContacts.fillEmptyDirectory(Blueprint.kafkaAddress(chosen))) {
                    screen.line(
                            "the on-call directory was empty: made-up people are called, see ./tocsin contacts list");
                }
                welcome(screen, chosen, Duration.between(begin, clock.instant()));
                supervisor.watch(
                        screen.interactive() ? INTERACTIVE_UPDATE : PLAIN_UPDATE, () -> screen.rewrite(watch.get()));
            }
            return ExitCodes.OK;
        } finally {
            if (!noTraffic) {
                tap.close();
            }
            supervisor.stop();
            stopped.countDown();
        }
    }

    /** The JVM ends when this returns, so it waits for the parts. */
    private static void stopAndWait(Supervisor supervisor, CountDownLatch stopped) {
        supervisor.requestStop();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sayAbove(Screen screen, String text) {
        screen.endRewriting();
        screen.line(text);
    }

    private static void welcome(Screen screen, Ports ports, Duration took) {
        screen.line("everything is ready after " + Durations.seconds(took));
        screen.line("  payments    " + Blueprint.tollAddress(ports) + "/payments");
        screen.line("  floors      " + Blueprint.fireAddress(ports) + "/floors");
        screen.line("  people      " + Blueprint.notificationsAddress(ports) + "/balance");
        screen.line("  simulators  " + Blueprint.simulatorsAddress(ports) + "  (bank: " + Blueprint.bankAddress(ports)
                + ", mail: " + Blueprint.mailAddress(ports) + ", SMS: " + Blueprint.smsAddress(ports) + ")");
        screen.line("  inbox       " + Blueprint.inboxAddress(ports));
        screen.line("  kafka       " + Blueprint.kafkaAddress(ports));
        screen.line("stop with Ctrl-C or ./tocsin down");
    }
}
