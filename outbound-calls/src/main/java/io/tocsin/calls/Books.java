package io.tocsin.calls;

/**
 * The books of the engine: what came in and what became of it, since the first start. The counts are kept in a store and
 * move in the same transactions as what they count, so they are exact across crashes.
 *
 * @param received requests taken in, each once; what could not be read counts too
 * @param succeeded with outcome <em>succeeded</em>
 * @param failed with outcome <em>failed</em>
 * @param deadLettered could not be handled as a request
 * @param inFlight taken in, without an outcome, called or about to be
 * @param waiting for their due time
 * @param onTheirWay republished and not yet read again
 * @param duplicates further records of ids already known; not part of {@code received}
 * @param oldestWaitingMillis how long ago the oldest request in flight or waiting was first seen; 0 when there is none
 */
public record Books(
        long received,
        long succeeded,
        long failed,
        long deadLettered,
        long inFlight,
        long waiting,
        long onTheirWay,
        long duplicates,
        long oldestWaitingMillis) {

    /** Nothing yet. */
    public static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether the books balance: every request received is accounted for, once. */
    public boolean even() {
        return received == succeeded + failed + deadLettered + inFlight + waiting + onTheirWay;
    }

    Books plus(Books other) {
        return new Books(
                received + other.received,
                succeeded + other.succeeded,
                failed + other.failed,
                deadLettered + other.deadLettered,
                inFlight + other.inFlight,
                waiting + other.waiting,
                onTheirWay + other.onTheirWay,
                duplicates + other.duplicates,
                Math.max(oldestWaitingMillis, other.oldestWaitingMillis));
    }
}
