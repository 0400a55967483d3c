package io.tocsin.notification.digest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has failed since the last digest.
 *
 * @param since the last digest, or when the first payment of the first one failed
 * @param count how many payments
 * @param byReason how many for each reason
 * @param byCurrency how much in all, in minor units, for each ISO 4217 code
 * @param examples the first few: reason, amount, id
 */
public record PaymentDigest(
        Instant since,
        long count,
        Map<FailureReason, Long> byReason,
        Map<String, Long> byCurrency,
        List<Example> examples) {
    private static final int MOST_EXAMPLES = 20;

    /** One of them, for people who look it up. */
    public record Example(String paymentId, FailureReason reason, long minorUnits, String currency, Instant failedAt) {}

    /** Copies the collections. */
    public PaymentDigest {
        byReason = Map.copyOf(byReason);
        byCurrency = Map.copyOf(byCurrency);
        examples = List.copyOf(examples);
    }

    /** Nothing has failed since then. */
    public static PaymentDigest since(Instant then) {
        return new PaymentDigest(then, 0, Map.of(), Map.of(), List.of());
    }

    /** With one more. */
    public PaymentDigest with(FailedPayment failed) {
        var reasons = new TreeMap<>(byReason);
        reasons.merge(failed.reason(), 1L, Long::sum);
        var currencies = new TreeMap<>(byCurrency);
        String currency = failed.amount().currency().getCurrencyCode();
        currencies.merge(currency, failed.amount().minorUnits(), Long::sum);
        var some = new ArrayList<>(examples);
        if (some.size() < MOST_EXAMPLES) {
            some.add(new Example(
                    failed.paymentId().text(),
                    failed.reason(),
                    failed.amount().minorUnits(),
                    currency,
                    failed.failedAt()));
        }
        return new PaymentDigest(since, count + 1, reasons, currencies, some);
    }

    /** Whether it is to be told now. */
    public boolean isDue(Instant now, DigestPolicy policy) {
        if (count == 0) {
            return false;
        }
        boolean daily = !now.isBefore(policy.nextAfter(since));
        boolean many = count >= policy.threshold() && !now.isBefore(since.plus(policy.notMoreOftenThan()));
        return daily || many;
    }

    /** Whether there is nothing to tell. */
    @JsonIgnore
    public boolean isEmpty() {
        return count == 0;
    }
}
