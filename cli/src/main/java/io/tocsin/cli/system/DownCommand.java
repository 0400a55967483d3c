package io.tocsin.cli.system;

import io.tocsin.cli.system.RunState.PartState;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the system. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Stops everything that ./tocsin up started, also what a killed run has left.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was stopped",
            "1:it cannot be found out what runs",
            "2:the command line is wrong",
            "3:nothing was running"
        })
public final class DownCommand implements Callable<Integer> {
    /** More than all parts together may take. */
    private static final Duration SUPERVISOR_PATIENCE = Duration.ofSeconds(90);

    private static final Duration PART_PATIENCE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        DataDirectory directory = data.directory();
        var stateFile = new RunStateFile(directory);
        Optional<RunState> state = stateFile.read();
        List<String> stopped = state.map(DownCommand::stop).orElseGet(List::of);
        if (stopped.isEmpty()) {
            screen.line("nothing is running in " + directory.root());
            return ExitCodes.NOT_RUNNING;
        }
        stateFile.delete();
        screen.line("stopped " + String.join(", ", stopped));
        return ExitCodes.OK;
    }

    private static List<String> stop(RunState state) {
        var stopped = new ArrayList<String>();
        Optional<ProcessHandle> supervisor = state.supervisor().find();
        if (supervisor.isPresent()) {
            state.parts().reversed().stream()
                    .filter(part -> part.process() != null)
                    .map(PartState::name)
                    .forEach(stopped::add);
            Leftovers.end(supervisor.get(), SUPERVISOR_PATIENCE);
            if (stopped.isEmpty()) {
                stopped.add("the supervisor");
            }
        }
        // Normally none: the supervisor has stopped them.
        stopped.addAll(new Leftovers(state, PART_PATIENCE).stop());
        return stopped;
    }
}
