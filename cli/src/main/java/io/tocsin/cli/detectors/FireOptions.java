package io.tocsin.cli.detectors;

import io.tocsin.cli.http.Address;
import io.tocsin.cli.system.DataOption;
import io.tocsin.cli.system.RunningSystem;
import io.tocsin.cli.system.UserFile;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.DetectorId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which detector an operator means, why, as whom, and which fire detection is asked. */
final class FireOptions {
    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "ID", description = "The detector.")
    private String detector;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "For the record.")
    private String why;

    @Option(
            names = "--user",
            defaultValue = "supervisor",
            paramLabel = "NAME",
            description = "Who asks, a name in the users' file. Default: ${DEFAULT-VALUE}.")
    private String user;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The users' file: a line for each, with name, role and password. Default: that of --data.")
    private @Nullable Path users;

    @Option(names = "--url", description = "Another fire-detection than that of --data, like http://localhost:8082.")
    private @Nullable String url;

    String why() {
        return why;
    }

    /**
     * Asks for it, and says that it is on record.
     *
     * @throws CommandFailure when it is refused, or cannot be asked for
     */
    void act(FireClient.Request request, CommandSpec command) {
        DetectorId id = id(command);
        String address = url == null
                ? RunningSystem.in(data.directory()).fireAddress()
                : Address.read(url, "http://localhost:8082", command);
        var file = new UserFile(users == null ? data.directory().users() : users);
        UserFile.User who = file.find(user)
                .orElseThrow(() -> CommandFailure.failed("there is no " + user + " in the users' file " + file.file()));
        String action = new FireClient(address, who).act(id, request);
        Screen.of(command).line("detector " + id + ": " + request.action() + " is on record as action " + action);
    }

    private DetectorId id(CommandSpec command) {
        try {
            return DetectorId.parse(detector);
        } catch (InvalidFieldException e) {
            throw new ParameterException(command.commandLine(), "the detector " + e.problem(), e);
        }
    }
}
