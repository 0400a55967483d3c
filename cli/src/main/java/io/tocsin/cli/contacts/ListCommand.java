package io.tocsin.cli.contacts;

import io.tocsin.cli.contacts.ContactTopic.Listing;
import io.tocsin.cli.detectors.KafkaOption;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.InstantConverter;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactText;
import io.tocsin.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the on-call directory. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists the on-call directory by level: who, on duty or not, left alone with what can wait or not, told of"
                        + " what, where, and how.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they are listed", "1:Kafka is away", "2:the command line is wrong", "3:nothing is running"})
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOption kafka;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "Who is on duty then, and not now; for example 2025-01-06T18:30+01:00.")
    private @Nullable Instant at;

    @Option(names = "--json", description = "As JSON, for programs: an array of objects.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    /**
     * A line of the list; as JSON the form that {@code docs/cli.md} describes.
     *
     * @param contact as the topic has it
     */
    private record Line(Contact contact, boolean onDuty, boolean quiet) {}

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Listing listing = new ContactTopic(kafka.bootstrapServers()).read();
        Instant moment = at == null ? clock.instant() : at;
        List<Line> lines = listing.contacts().values().stream()
                .sorted(Comparator.comparing(Contact::level).thenComparing(Contact::contact))
                .map(contact -> new Line(contact, contact.isOnDuty(moment), contact.isLeftAlone(moment)))
                .toList();
        if (json) {
            screen.line(new String(Json.write(lines), StandardCharsets.UTF_8));
        } else {
            screen.line(row("level", "contact", "duty", "quiet", "told of", "places", "by"));
            lines.forEach(line -> screen.line(inWords(line)));
            screen.note(lines.size() + (lines.size() == 1 ? " contact, " : " contacts, ") + "as at " + moment);
        }
        listing.refused().forEach((key, reason) -> screen.note("the record '" + key + "' is no contact: " + reason));
        return ExitCodes.OK;
    }

    private static String inWords(Line line) {
        Contact contact = line.contact();
        Stream<String> severities = contact.severities().stream().sorted().map(ContactText::name);
        Stream<String> digest = contact.failedPayments() ? Stream.of("failed payments") : Stream.empty();
        return row(
                contact.level(),
                contact.contact(),
                line.onDuty() ? "on duty" : "off duty",
                line.quiet() ? "quiet" : "",
                Stream.concat(severities, digest).collect(Collectors.joining(", ")),
                contact.places().isEmpty() ? "everywhere" : String.join(", ", contact.places()),
                Stream.concat(contact.emails().stream(), contact.phones().stream())
                        .map(Object::toString)
                        .collect(Collectors.joining(", ")));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-5s  %-24s  %-8s  %-5s  %-32s  %-20s  %s", cells)
                .stripTrailing();
    }
}
