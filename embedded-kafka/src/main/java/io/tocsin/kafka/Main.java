package io.tocsin.kafka;

import io.tocsin.model.topic.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The broker as a process of its own. */
@Command(
        name = "embedded-kafka",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs one Apache Kafka broker with Tocsin's topics, until it is told to stop (SIGTERM).",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"1:it could not start; one line on standard error says why", "2:the command line is wrong"})
final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Where it keeps everything.")
    private Path data;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "The TCP port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "localhost",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--advertised-host",
            defaultValue = "localhost",
            paramLabel = "HOST",
            description = "The host name that clients are told to connect to. Default: ${DEFAULT-VALUE}.")
    private String advertisedHost;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A broker setting, by Kafka's name.")
    private Map<String, String> settings = new HashMap<>();

    @Option(names = "--verbose", description = "Log what the broker does, not only what goes wrong.")
    private boolean verbose;

    /** Runs until SIGTERM or SIGINT. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (!(failure instanceof EmbeddedKafkaException) && !(failure instanceof IllegalArgumentException)) {
                throw failure;
            }
            line.getErr().println("embedded-kafka: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        int code = command.execute(arguments);
        if (code != CommandLine.ExitCode.OK) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        configureLogging();
        var options = new EmbeddedKafkaOptions(data, host, port, advertisedHost, Topics.ALL, settings);
        EmbeddedKafka kafka = EmbeddedKafka.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Kafka is ready on " + kafka.bootstrapServers() + ", data in " + data);
        out.flush();
        kafka.awaitStop();
        return CommandLine.ExitCode.OK;
    }

    /** Must run before the first logger is made. */
    private void configureLogging() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "warn");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    }
}
