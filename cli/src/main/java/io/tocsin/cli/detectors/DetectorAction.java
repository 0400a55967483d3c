package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.ExitCodes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What an operator can do about a detector; its command is called as fire detection calls the action. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is on record, and done",
            "1:it was refused, with the reason",
            "2:the command line is wrong",
            "3:nothing is running"
        })
abstract class DetectorAction implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FireOptions fire;

    /** How long it holds, in ISO-8601; null for what holds until further notice. */
    abstract @Nullable String howLong();

    @Override
    public final Integer call() {
        fire.act(new FireClient.Request(spec.name(), howLong(), fire.why()), spec);
        return ExitCodes.OK;
    }
}
