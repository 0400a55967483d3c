package io.tocsin.cli.payment;

import com.fasterxml.uuid.Generators;
import io.tocsin.cli.http.Address;
import io.tocsin.cli.system.DataOption;
import io.tocsin.cli.system.RunningSystem;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.VehicleId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks for one payment. */
@Command(
        name = "pay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Asks for one payment over HTTP, and says what became of it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was settled; with --no-wait: it was accepted",
            "1:it was not accepted, or it failed",
            "2:the command line is wrong",
            "3:nothing is running",
            "5:it was accepted and has no outcome yet"
        })
public final class PayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--amount", required = true, paramLabel = "DECIMAL", description = "For example 12.75.")
    private String amount;

    @Option(names = "--currency", required = true, paramLabel = "CODE", description = "ISO 4217, for example EUR.")
    private String currency;

    @Option(names = "--vehicle", required = true, paramLabel = "PLATE", description = "Who passed.")
    private String vehicle;

    @Option(
            names = "--card-token",
            required = true,
            paramLabel = "TOKEN",
            description = "What the card vault gave in place of the card number.")
    private String cardToken;

    @Option(names = "--brand", description = "Of the card, for people.")
    private @Nullable String brand;

    @Option(names = "--last-four", paramLabel = "DIGITS", description = "Of the card, for people.")
    private @Nullable String lastFour;

    @Option(
            names = "--id",
            paramLabel = "UUID",
            description = "The payment's id; the same id again is the same payment. Default: a new one.")
    private @Nullable String id;

    @Option(names = "--no-wait", description = "Return as soon as it is accepted.")
    private boolean noWait;

    @Option(names = "--url", description = "Another toll-payments than that of --data, like http://localhost:8081.")
    private @Nullable String url;

    @Override
    public Integer call() throws InterruptedException {
        PaymentId paymentId = id == null
                ? new PaymentId(Generators.timeBasedEpochGenerator().generate().toString())
                : given(id);
        TollClient.Request request = request();
        var toll = new TollClient(
                url == null
                        ? RunningSystem.in(data.directory()).tollAddress()
                        : Address.read(url, "http://localhost:8081", spec));
        Screen screen = Screen.of(spec);
        toll.pay(paymentId, request);
        screen.line("payment " + paymentId + " accepted");
        return noWait ? ExitCodes.OK : await(toll, paymentId, screen);
    }

    private int await(TollClient toll, PaymentId paymentId, Screen screen) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<PaymentSnapshot> seen = toll.find(paymentId);
        while (seen.filter(PaymentSnapshot::isFinal).isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            seen = toll.find(paymentId);
        }
        PaymentSnapshot snapshot = seen.orElseThrow(
                () -> CommandFailure.failed("toll-payments accepted " + paymentId + " but does not know it"));
        screen.line(snapshot.inWords());
        if (!snapshot.isFinal()) {
            screen.line("ask again with ./tocsin payment " + paymentId);
            return ExitCodes.NO_OUTCOME_YET;
        }
        return snapshot.isSettled() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private TollClient.Request request() {
        try {
            return new TollClient.Request(
                    new VehicleId(vehicle), Money.parse(amount, currency), new Card(cardToken, brand, lastFour));
        } catch (InvalidFieldException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private PaymentId given(String text) {
        try {
            return PaymentId.of(text);
        } catch (InvalidFieldException e) {
            throw new ParameterException(spec.commandLine(), "--id " + e.problem(), e);
        }
    }
}
