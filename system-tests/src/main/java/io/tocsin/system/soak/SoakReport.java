package io.tocsin.system.soak;

import io.tocsin.model.json.Json;
import io.tocsin.simulator.bank.Ledger;
import io.tocsin.system.check.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a soak did, and what it found.
 *
 * @param seed the same seed draws the same troubles again
 * @param seconds how long there was trouble
 * @param secondsAfter from the end of all trouble until everything was done
 * @param payments that were asked for
 * @param asked what was sent, by kind
 * @param outcomes how payments ended, by kind
 * @param injected what went wrong, and how often
 * @param bank the bank's ledger in figures
 * @param violations what must not be; empty when all is well
 */
public record SoakReport(
        long seed,
        double seconds,
        double secondsAfter,
        int payments,
        Map<String, Long> asked,
        Map<String, Long> outcomes,
        Map<String, Long> injected,
        Ledger.Summary bank,
        List<Violation> violations) {
    private static final int SHOWN = 50;

    /** Writes it for programs. */
    void write(Path file) throws IOException {
        Files.write(file, Json.write(this));
    }

    /** For people. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append("%n%d payments in %.0f s of trouble; everything was done %.0f s after it%n"
                .formatted(payments, seconds, secondsAfter));
        put(text, "asked", asked);
        put(text, "outcomes", outcomes);
        put(text, "went wrong", injected);
        put(
                text,
                "at the bank",
                Map.of(
                        "charged", bank.totals().approved(),
                        "declined", bank.totals().declined(),
                        "charged twice", bank.paymentsChargedTwice(),
                        "inquiries", bank.inquiries(),
                        "charge requests repeated", bank.replays() + bank.conflicts(),
                        "requests that met a fault", bank.faultsShown()));
        text.append("%nviolations: %s%n".formatted(violations.isEmpty() ? "none" : violations.size()));
        text.append(violations.stream().limit(SHOWN).map(it -> "  " + it + "\n").collect(Collectors.joining()));
        if (violations.size() > SHOWN) {
            text.append("  … and %d more%n".formatted(violations.size() - SHOWN));
        }
        return text.append("seed ").append(seed).toString();
    }

    private static void put(StringBuilder text, String title, Map<String, Long> counts) {
        text.append("%n%s%n".formatted(title));
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(count -> text.append("  %,10d  %s%n".formatted(count.getValue(), count.getKey())));
    }
}
