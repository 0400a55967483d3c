package io.tocsin.cli.contacts;

import io.tocsin.cli.contacts.ContactTopic.Listing;
import io.tocsin.cli.detectors.KafkaOption;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.contact.PhoneNumbers;
import io.tocsin.contact.file.ContactFile;
import io.tocsin.contact.file.FileForm;
import io.tocsin.contact.file.Mistake;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the contacts of a file into the on-call directory. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Puts the contacts of a file into the on-call directory, and changes those that are there already."
                        + " When anything is wrong nothing is imported, and every mistake is shown with its line and field.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all are imported; with --dry-run: all could be",
            "1:something is wrong, and nothing was imported; or Kafka is away",
            "2:the command line is wrong",
            "3:nothing is running"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOption kafka;

    @Parameters(
            paramLabel = "FILE",
            description = "The contacts, in YAML (.yaml, .yml) or CSV (.csv); docs/contacts.md describes both forms.")
    private Path file;

    @Option(
            names = "--country",
            paramLabel = "CODE",
            description =
                    "Where telephone numbers without a country code belong to, for example DE. Without it they are"
                            + " refused.")
    private @Nullable String country;

    @Option(names = "--replace", description = "Remove everybody who is not in the file.")
    private boolean replace;

    @Option(names = "--dry-run", description = "Look for mistakes, and say what would be done, only.")
    private boolean dryRun;

    @Option(names = "--json", description = "Report as JSON, for programs.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    /** What is wrong with a file; as JSON the form that {@code docs/cli.md} describes. */
    private record Mistakes(String file, List<Mistake> mistakes) {}

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        FileForm form = FileForm.of(file)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "FILE must end in .yaml, .yml or .csv, not " + file.getFileName()));
        ContactFile read = read(form, numbers());
        if (!read.mistakes().isEmpty()) {
            show(read.mistakes(), screen);
            int count = read.mistakes().size();
            throw CommandFailure.failed(count + (count == 1 ? " mistake" : " mistakes")
                    + ": nothing was imported; correct and import again");
        }
        var topic = new ContactTopic(kafka.bootstrapServers());
        Listing before = topic.read();
        ImportReport report =
                ImportReport.of(file.toString(), dryRun, read.contacts(), before, replace, clock.instant());
        if (!dryRun) {
            topic.write(read.contacts(), report.removed());
        }
        if (json) {
            screen.line(new String(Json.write(report), StandardCharsets.UTF_8));
        } else {
            screen.line(report.inWords());
            note(
                    report.warnings().stream()
                            .map(warning -> "warning: " + warning)
                            .toList(),
                    screen);
        }
        return ExitCodes.OK;
    }

    private PhoneNumbers numbers() {
        try {
            return new PhoneNumbers(Optional.ofNullable(country));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--country: " + e.getMessage(), e);
        }
    }

    private ContactFile read(FileForm form, PhoneNumbers numbers) {
        try {
            return ContactFile.read(file, form, numbers);
        } catch (IOException e) {
            String reason = Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
            throw CommandFailure.failed("cannot read " + file + ": " + reason, e);
        }
    }

    private void show(List<Mistake> mistakes, Screen screen) {
        if (json) {
            screen.line(new String(Json.write(new Mistakes(file.toString(), mistakes)), StandardCharsets.UTF_8));
            return;
        }
        note(mistakes.stream().map(mistake -> mistake.inWords(file)).toList(), screen);
    }

    private static void note(List<String> lines, Screen screen) {
        lines.stream().limit(MOST_SHOWN).forEach(screen::note);
        if (lines.size() > MOST_SHOWN) {
            screen.note("… and " + (lines.size() - MOST_SHOWN) + " more");
        }
    }
}
