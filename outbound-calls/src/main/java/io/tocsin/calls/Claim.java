package io.tocsin.calls;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself when it comes in. Anybody can write to the topic, so that it proves nothing by itself.
 *
 * @param fingerprint of its content, {@link Fingerprint}
 * @param retries how many attempts it says to have behind it; any number
 * @param redrives how often it says that a person has sent it again
 * @param timestampMillis of its record
 */
record Claim(long fingerprint, int retries, int redrives, long timestampMillis) {

    /**
     * What it is while nothing of its id is open.
     *
     * @param remembered what the ledger says of its id
     * @param maxAttempts that a request has; a new one has at least one of them left, whatever it says
     */
    Recognition recognisedBy(@Nullable LedgerEntry remembered, int maxAttempts) {
        return switch (remembered) {
            case null -> new Recognition.Fresh(fresh(maxAttempts));
            case LedgerEntry.Waiting waiting -> comparedWith(waiting.history());
            case LedgerEntry.Republished republished -> {
                History history = republished.history();
                yield hasContentOf(history) && retries == history.retries()
                        ? new Recognition.Returned(history)
                        : comparedWith(history);
            }
            case LedgerEntry.Finished finished -> {
                History history = finished.history();
                yield !finished.succeeded() && hasContentOf(history) && redrives > history.redrives()
                        ? new Recognition.Fresh(history.redriven(redrives))
                        : comparedWith(history);
            }
        };
    }

    /** What it is when the one before it is still being worked on. */
    Recognition.Known comparedWith(History before) {
        return new Recognition.Known(hasContentOf(before));
    }

    /** It may have been called by an engine that has lost its ledger: then it says so by its counters. */
    private History fresh(int maxAttempts) {
        int behindIt = Math.clamp(retries, 0, maxAttempts - 1);
        return new History(behindIt, behindIt > 0 || redrives > 0, timestampMillis, 0, fingerprint, redrives);
    }

    private boolean hasContentOf(History before) {
        return fingerprint == before.fingerprint();
    }
}
