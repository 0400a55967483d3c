package io.tocsin.notification.text;

import io.quarkus.qute.Template;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.notification.digest.PaymentDigest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the digest of failed payments, from the templates {@code digest.txt} and {@code digest.html}. */
public final class DigestTexts {
    private final Template text;
    private final Template html;
    private final DateTimeFormatter times;

    /** A line of a table: for people, in words. */
    public record Line(String name, String value) {}

    /** @param zone by whose clocks people read times */
    public DigestTexts(ZoneId zone) {
        this.text = Templates.text("digest.txt");
        this.html = Templates.html("digest.html");
        this.times =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm zzz", Locale.UK).withZone(zone);
    }

    /** Writes one. */
    public DigestText write(PaymentDigest digest, Instant now) {
        String subject = digest.count() == 1 ? "1 payment has failed" : digest.count() + " payments have failed";
        Map<String, Object> data = Map.of(
                "subject",
                subject,
                "since",
                times.format(digest.since()),
                "until",
                times.format(now),
                "reasons",
                digest.byReason().entrySet().stream()
                        .sorted(Map.Entry.<FailureReason, Long>comparingByValue()
                                .reversed())
                        .map(entry -> new Line(inWords(entry.getKey()), Long.toString(entry.getValue())))
                        .toList(),
                "sums",
                digest.byCurrency().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new Line(entry.getKey(), amount(entry.getValue(), entry.getKey())))
                        .toList(),
                "examples",
                examples(digest),
                "more",
                digest.count() > digest.examples().size());
        return new DigestText(subject, text.render(data), html.render(data));
    }

    private static List<Line> examples(PaymentDigest digest) {
        return digest.examples().stream()
                .sorted(Comparator.comparing(PaymentDigest.Example::failedAt))
                .map(example -> new Line(
                        example.paymentId(),
                        inWords(example.reason()) + ", " + amount(example.minorUnits(), example.currency()) + ' '
                                + example.currency()))
                .toList();
    }

    private static String amount(long minorUnits, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minorUnits, digits).toPlainString();
    }

    private static String inWords(FailureReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
