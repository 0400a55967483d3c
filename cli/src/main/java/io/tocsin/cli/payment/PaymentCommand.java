package io.tocsin.cli.payment;

import io.tocsin.cli.system.DataOption;
import io.tocsin.cli.system.RunningSystem;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.PaymentId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the story of one payment. */
@Command(
        name = "payment",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells what became of one payment: its state, its records in the topics, and what the simulated bank"
                        + " has in its books.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was settled",
            "1:it failed, is not known, or nobody can say",
            "2:the command line is wrong",
            "3:nothing is running",
            "5:it has no outcome yet"
        })
public final class PaymentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "ID", description = "The payment's id.")
    private String id;

    @Override
    public Integer call() {
        PaymentId paymentId = paymentId();
        RunningSystem system = RunningSystem.in(data.directory());
        Screen screen = Screen.of(spec);
        Optional<PaymentSnapshot> found = new TollClient(system.tollAddress()).find(paymentId);
        List<StoryLine> story = new ArrayList<>(bank(system, paymentId, screen));
        found.map(PaymentSnapshot::vehicle)
                .ifPresent(vehicle -> story.addAll(topics(system, paymentId, vehicle, screen)));
        if (found.isEmpty() && story.isEmpty()) {
            throw CommandFailure.failed("payment " + paymentId + " is not known to toll-payments");
        }
        screen.line("payment " + paymentId + ": "
                + found.map(PaymentSnapshot::inWords).orElse("not known to toll-payments, but to the bank"));
        story.stream()
                .sorted(Comparator.comparing(StoryLine::at))
                .forEach(line -> screen.line(String.format(
                        "  %-24s  %-30s  %s", line.at().truncatedTo(ChronoUnit.MILLIS), line.where(), line.what())));
        return exitCode(found);
    }

    private static List<StoryLine> bank(RunningSystem system, PaymentId paymentId, Screen screen) {
        try {
            return new BankStory(system.simulatorsAddress()).of(paymentId);
        } catch (BankStory.BankNotAskedException e) {
            screen.note(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static List<StoryLine> topics(RunningSystem system, PaymentId paymentId, String vehicle, Screen screen) {
        try {
            return new TopicStory(system.bootstrapServers()).of(paymentId, vehicle);
        } catch (KafkaException e) {
            screen.note("its records cannot be read from Kafka: " + e.getMessage());
            return List.of();
        }
    }

    private static int exitCode(Optional<PaymentSnapshot> found) {
        if (found.filter(PaymentSnapshot::isSettled).isPresent()) {
            return ExitCodes.OK;
        }
        return found.filter(snapshot -> !snapshot.isFinal()).isPresent() ? ExitCodes.NO_OUTCOME_YET : ExitCodes.FAILED;
    }

    private PaymentId paymentId() {
        try {
            return PaymentId.of(id);
        } catch (InvalidFieldException e) {
            throw new ParameterException(spec.commandLine(), "ID " + e.problem(), e);
        }
    }
}
