package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.TimeConverter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a detector be tested for a while. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lets a detector be tested for a while: its signals of fire raise no alarm. It is supervised all the same.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is on record, and done",
            "1:it was refused, with the reason",
            "2:the command line is wrong",
            "3:nothing is running"
        })
final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FireOptions fire;

    @Option(
            names = "--for",
            required = true,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long, for example 30m; it ends by itself.")
    private Duration howLong;

    @Override
    public Integer call() {
        fire.act(new FireClient.Request("test", howLong.toString(), fire.why()), spec);
        return ExitCodes.OK;
    }
}
