package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a detector's signals of fire count again. */
@Command(
        name = "enable",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lets the signals of fire of a detector that is disabled or in test count again at once.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is on record, and done",
            "1:it was refused, with the reason",
            "2:the command line is wrong",
            "3:nothing is running"
        })
final class EnableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FireOptions fire;

    @Override
    public Integer call() {
        fire.act(new FireClient.Request("enable", null, fire.why()), spec);
        return ExitCodes.OK;
    }
}
