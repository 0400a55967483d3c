package io.tocsin.bench;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./tocsin bench}. */
@Command(
        name = "tocsin bench",
        mixinStandardHelpOptions = true,
        description = "Compares Tocsin with its peers, side by side in one run. Ratios count, not absolute figures.",
        subcommands = {
            PaymentsCommand.class,
            LatencyCommand.class,
            RecoveryCommand.class,
            OutageCommand.class,
            KafkaAwayCommand.class,
            AlarmsCommand.class,
            SupervisionCommand.class,
            NotificationsCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs it and exits with its code. */
    public static void main(String[] arguments) {
        // Quarkus brings a log manager, which complains when another one is asked first.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        int code;
        try {
            code = new CommandLine(new Main())
                    .registerConverter(Duration.class, text -> Duration.parse("PT" + text))
                    .execute(arguments);
        } finally {
            Workplace.deleteAll();
        }
        System.exit(code);
    }
}
