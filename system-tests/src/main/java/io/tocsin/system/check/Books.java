package io.tocsin.system.check;

/**
 * The books of one instance of toll-payments, or of several together; the figures are those of its {@code /balance}.
 *
 * @param even what the instance itself says of its books
 */
public record Books(
        long received,
        long settled,
        long failed,
        long deadLettered,
        long inFlight,
        long waiting,
        long onTheirWay,
        long duplicates,
        boolean even) {

    /** Empty books. */
    public static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0, 0, true);

    /** Both together. */
    public Books plus(Books other) {
        return new Books(
                received + other.received,
                settled + other.settled,
                failed + other.failed,
                deadLettered + other.deadLettered,
                inFlight + other.inFlight,
                waiting + other.waiting,
                onTheirWay + other.onTheirWay,
                duplicates + other.duplicates,
                even && other.even);
    }

    /** Payments without an outcome. */
    public long open() {
        return inFlight + waiting + onTheirWay;
    }

    /** Whether what came in is what became of it. */
    public boolean balanced() {
        return even && received == settled + failed + deadLettered + open();
    }
}
