package io.tocsin.cli.entries;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.payment.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a replay; as JSON the form that {@code docs/cli.md} describes.
 *
 * @param file the table
 * @param days the toll days that were replayed
 * @param seed gives the same vehicles, cards and order again
 * @param entries how many payments were to be made
 * @param sent how many Kafka has taken
 * @param settled how many were charged
 * @param failed how many were given up
 * @param failedByReason the same by reason
 * @param waiting how many have no outcome yet
 * @param outcomesTwice outcomes beyond the first of a payment: never anything but 0
 * @param wrongAmounts settled payments whose amount is not the one that was sent: never anything but 0
 * @param settledTotal what was charged
 * @param expectedTotal Σ entries × rate
 * @param equal whether those two are the same
 * @param paymentsPerSecond outcomes per second, from the first payment sent to the last outcome seen
 * @param latencyMillis from sent to settled, as a read-committed consumer sees it
 * @param seconds from the first payment sent to the last outcome seen
 */
record EntriesReport(
        String file,
        List<String> days,
        long seed,
        int entries,
        int sent,
        int settled,
        int failed,
        Map<String, Long> failedByReason,
        int waiting,
        int outcomesTwice,
        int wrongAmounts,
        Money settledTotal,
        Money expectedTotal,
        @JsonProperty("equal") boolean equal,
        double paymentsPerSecond,
        Latency latencyMillis,
        double seconds) {

    /** Milliseconds by share of the settled payments. */
    record Latency(double p50, double p99, double max) {}

    static EntriesReport of(String file, List<String> days, long seed, EntryPlan plan, Tally tally, String currency) {
        int outcomes = tally.settled() + tally.failed();
        double seconds = tally.span().toNanos() / 1e9;
        Money settled = Money.of(tally.settledMinorUnits(), currency);
        Money expected = Money.of(plan.totalMinorUnits(), currency);
        return new EntriesReport(
                file,
                days,
                seed,
                plan.size(),
                tally.sent(),
                tally.settled(),
                tally.failed(),
                tally.failedByReason(),
                tally.sent() - outcomes,
                tally.twice(),
                tally.wrongAmounts(),
                settled,
                expected,
                settled.equals(expected),
                seconds == 0 ? 0 : rounded(outcomes / seconds),
                new Latency(millis(tally.latency(50)), millis(tally.latency(99)), millis(tally.latency(100))),
                rounded(seconds));
    }

    /** Whether every entry was settled once, to the cent. */
    boolean isGood() {
        return settled == entries && outcomesTwice == 0 && wrongAmounts == 0 && equal;
    }

    /** For people. */
    List<String> inLines() {
        var lines = new ArrayList<String>();
        lines.add(line("entries", "%,d", entries));
        lines.add(line("settled", "%,d", settled));
        lines.add(line("failed", "%,d%s", failed, failedByReason.isEmpty() ? "" : "  " + failedByReason));
        lines.add(line("waiting", "%,d%s", waiting, waiting == 0 ? "" : "  (no outcome yet)"));
        if (sent < entries) {
            lines.add(line("not sent", "%,d", entries - sent));
        }
        lines.add(line("outcomes twice", "%,d", outcomesTwice));
        if (wrongAmounts > 0) {
            lines.add(line("wrong amounts", "%,d", wrongAmounts));
        }
        lines.add(line("settled total", "%,.2f %s", settledTotal.toDecimal(), settledTotal.currency()));
        lines.add(line(
                "entries × rate",
                "%,.2f %s  %s",
                expectedTotal.toDecimal(),
                expectedTotal.currency(),
                equal ? "equal" : "NOT EQUAL"));
        lines.add(line("payments/s", "%,.0f", paymentsPerSecond));
        lines.add(line("sent → settled", "p50 %,.0f ms, p99 %,.0f ms", latencyMillis.p50(), latencyMillis.p99()));
        lines.add(line("time", "%.1f s", seconds));
        return lines;
    }

    private static String line(String what, String format, Object... values) {
        return String.format(Locale.ROOT, "%-15s " + format, prepend(what, values));
    }

    private static Object[] prepend(Object first, Object[] rest) {
        var all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static double millis(Duration duration) {
        return rounded(duration.toNanos() / 1e6);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
