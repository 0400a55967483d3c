package io.tocsin.simulator.bank;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the bank did since it started. Safe to read from any thread. */
final class BankCounts implements BankObserver {
    private final LongAdder chargeRequests = new LongAdder();
    private final LongAdder inquiries = new LongAdder();
    private final Map<BankResult, LongAdder> results;

    BankCounts() {
        var adders = new EnumMap<BankResult, LongAdder>(BankResult.class);
        Arrays.stream(BankResult.values()).forEach(result -> adders.put(result, new LongAdder()));
        results = Collections.unmodifiableMap(adders);
    }

    void received(boolean inquiry) {
        (inquiry ? inquiries : chargeRequests).increment();
    }

    @Override
    public void answered(BankResult result, Duration time) {
        adder(result).increment();
    }

    long chargeRequests() {
        return chargeRequests.sum();
    }

    long inquiries() {
        return inquiries.sum();
    }

    long of(BankResult result) {
        return adder(result).sum();
    }

    private LongAdder adder(BankResult result) {
        LongAdder adder = results.get(result);
        if (adder == null) {
            throw new IllegalStateException("every result has a counter, " + result + " too");
        }
        return adder;
    }
}
