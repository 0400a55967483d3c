package io.tocsin.bench;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.topic.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Issue 5's figures: how soon people are told, and how many of them in a second. */
@Command(
        name = "notifications",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Messages over SMTP and SMPP to simulated servers: Tocsin, and consumers that hand over one after the other. First how"
                        + " long after what happened a message is accepted, with a steady trickle of notifications; then how"
                        + " many messages a second are accepted of those that wait, one channel after the other.")
final class NotificationsCommand implements Callable<Integer> {
    private static final double MICROS_PER_MILLI = 1_000.0;
    private static final Map<Channel, String> MESSAGES = Map.of(Channel.EMAIL, "mails", Channel.SMS, "SMS");

    @Option(names = "--rate", defaultValue = "20", description = "Notifications a second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "How long each repetition of the trickle is measured (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description = "Seconds before that, which do not count (default: ${DEFAULT-VALUE})")
    int warmUpSeconds;

    @Option(
            names = "--messages",
            defaultValue = "10000",
            description = "Messages that wait, for each channel (default: ${DEFAULT-VALUE})")
    int messages;

    @Option(
            names = "--people",
            defaultValue = "100",
            description = "Who are told, by turns, each with a mailbox and a telephone (default: ${DEFAULT-VALUE})")
    int people;

    @Option(
            names = "--repetitions",
            defaultValue = "3",
            description = "Repetitions, interleaved; of waiting messages after one warm-up (default: ${DEFAULT-VALUE})")
    int repetitions;

    @Option(
            names = "--server-latency",
            defaultValue = "20",
            description = "How long the servers take for one message, in ms (default: ${DEFAULT-VALUE})")
    int latencyMillis;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec spec;

    private final List<Notifier> notifiers = List.of(new TocsinNotifier(), new BlockingNotifier());

    /** Milliseconds. */
    private record Row(
            String contender, String channel, String until, long messages, double p50, double p99, double max) {}

    @Override
    public Integer call() throws Exception {
        if (rate < 1
                || seconds < 1
                || warmUpSeconds < 0
                || messages < 1
                || people < 1
                || repetitions < 1
                || latencyMillis < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there must be at least one notification, one second, one message, one person and one repetition, and no time below 0");
        }
        List<Row> rows = trickle();
        var reports = new ArrayList<Report>();
        for (Channel channel : Channel.values()) {
            reports.add(waiting(channel));
        }
        printTrickle(rows);
        reports.forEach(Report::print);
        json.write(Map.of(
                "trickle", Map.of("setting", trickleSetting(), "rows", rows),
                "waiting", reports.stream().map(Report::toMap).toList()));
        return 0;
    }

    private List<Row> trickle() throws Exception {
        var delays = new LinkedHashMap<String, Map<Channel, Delays>>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (Notifier notifier : notifiers) {
                Map<Channel, Delays> measured = trickle(notifier);
                rows(notifier.name(), measured).forEach(row -> print(System.err, row));
                Map<Channel, Delays> all =
                        delays.computeIfAbsent(notifier.name(), name -> new EnumMap<>(Channel.class));
                measured.forEach((channel, more) ->
                        all.computeIfAbsent(channel, it -> new Delays()).add(more));
            }
        }
        var rows = new ArrayList<Row>();
        delays.forEach((name, all) -> rows.addAll(rows(name, all)));
        return rows;
    }

    private Map<Channel, Delays> trickle(Notifier notifier) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL);
                Postbox postbox = Postbox.open(Duration.ofMillis(latencyMillis))) {
            Load.write(kafka.bootstrapServers(), IntStream.range(0, people).mapToObj(Notices::listed));
            AutoCloseable running = notifier.start(kafka.bootstrapServers(), postbox.config());
            try {
                return new NoticeTrickle(kafka.bootstrapServers(), postbox, rate, people)
                        .run(notifier, Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds));
            } finally {
                running.close();
            }
        }
    }

    private Report waiting(Channel channel) throws Exception {
        String what = MESSAGES.getOrDefault(channel, "messages");
        var runs = notifiers.stream()
                .map(notifier -> new MessagesRun(notifier, channel, messages, people, Duration.ofMillis(latencyMillis)))
                .toList();
        Map<String, Object> setting = setting();
        setting.put("messages that wait", messages);
        setting.put("repetitions", repetitions);
        return new Report("Waiting " + what, what, setting, new Comparison(runs, what, repetitions).run());
    }

    private Map<String, Object> setting() {
        var setting = new LinkedHashMap<String, Object>();
        setting.put(
                "machine",
                Runtime.getRuntime().availableProcessors()
                        + " processors; broker, servers and load in the same process");
        setting.put("server latency ms", latencyMillis);
        setting.put("people", people);
        setting.put("blocking consumers", "one thread for each channel; no retry, no outage, no grouping, duplicates");
        return setting;
    }

    private Map<String, Object> trickleSetting() {
        Map<String, Object> setting = setting();
        setting.put("notifications a second", rate);
        setting.put("seconds measured", seconds * repetitions);
        return setting;
    }

    private void printTrickle(List<Row> rows) {
        System.out.printf("%nFrom what happened to a message that is accepted%n");
        trickleSetting().forEach((name, value) -> System.out.printf("  %s: %s%n", name, value));
        rows.forEach(row -> print(System.out, row));
    }

    private static List<Row> rows(String contender, Map<Channel, Delays> delays) {
        var rows = new ArrayList<Row>();
        delays.forEach((channel, delay) -> {
            rows.add(row(contender, channel, "server has it", delay.untilTaken()));
            rows.add(row(contender, channel, "receipt is seen", delay.untilAccepted()));
        });
        return rows;
    }

    private static Row row(String contender, Channel channel, String until, Histogram micros) {
        return new Row(
                contender,
                channel.inWords(),
                until,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }

    private static void print(PrintStream out, Row row) {
        out.printf(
                "  %-35s %-6s until %-15s p50 %,7.0f ms   p99 %,7.0f ms   max %,7.0f ms   %,d messages%n",
                row.contender(), row.channel(), row.until(), row.p50(), row.p99(), row.max(), row.messages());
    }
}
