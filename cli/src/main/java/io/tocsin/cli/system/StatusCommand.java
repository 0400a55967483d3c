package io.tocsin.cli.system;

import io.tocsin.cli.system.RunState.PartState;
import io.tocsin.cli.system.SystemStatus.ProcessStatus;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.model.json.Json;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what runs and whether it is ready. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says which parts run, where, and whether each is ready; and how the building is.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every part is ready",
            "1:it cannot be found out",
            "2:the command line is wrong",
            "3:nothing is running",
            "4:it runs, but not every part is ready"
        })
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        SystemStatus status = new RunStateFile(directory)
                .read()
                .map(state -> of(state, directory))
                .orElseGet(
                        () -> new SystemStatus(false, false, directory.root().toString(), null, List.of(), null, null));
        Screen screen = Screen.of(spec);
        if (json) {
            screen.line(new String(Json.write(status), StandardCharsets.UTF_8));
        } else {
            status.inLines().forEach(screen::line);
        }
        if (!status.running()) {
            return ExitCodes.NOT_RUNNING;
        }
        return status.ready() ? ExitCodes.OK : ExitCodes.NOT_READY;
    }

    private SystemStatus of(RunState state, DataDirectory directory) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(1))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        List<ProcessStatus> processes = state.parts().parallelStream()
                .map(part -> of(part, state.ports(), http))
                .toList();
        Optional<ProcessHandle> supervisor = state.supervisor().find();
        return new SystemStatus(
                supervisor.isPresent() || processes.stream().anyMatch(process -> process.pid() != null),
                supervisor.isPresent() && processes.stream().allMatch(ProcessStatus::ready),
                directory.root().toString(),
                supervisor.map(ProcessHandle::pid).orElse(null),
                processes,
                building(state.ports(), directory, http),
                inbox(processes, state.ports()));
    }

    private static @Nullable BuildingState building(Ports ports, DataDirectory directory, HttpClient http) {
        return new FireWatch(http, Blueprint.fireAddress(ports), new UserFile(directory.users()))
                .ask()
                .orElse(null);
    }

    private static @Nullable String inbox(List<ProcessStatus> processes, Ports ports) {
        boolean shown = processes.stream()
                .anyMatch(process -> process.name().equals(Blueprint.SIMULATORS) && process.pid() != null);
        return shown ? Blueprint.inboxAddress(ports) : null;
    }

    private ProcessStatus of(PartState part, Ports ports, HttpClient http) {
        Optional<ProcessHandle> process = Optional.ofNullable(part.process()).flatMap(ProcessIdentity::find);
        if (process.isEmpty()) {
            return new ProcessStatus(part.name(), null, part.address(), false, "does not run", part.restarts(), null);
        }
        Long uptime = part.process() == null
                ? null
                : Duration.between(part.process().startedAt(), clock.instant()).toSeconds();
        String reason =
                switch (Blueprint.probeOf(part.name(), ports, http).ask()) {
                    case Readiness.Ready ready -> null;
                    case Readiness.NotReady(String why) -> why;
                };
        return new ProcessStatus(
                part.name(), process.get().pid(), part.address(), reason == null, reason, part.restarts(), uptime);
    }
}
