package io.tocsin.calls;

/** What the ledger remembers of an id. A request that is in flight for the first time is not in it: see {@code InFlight}. */
sealed interface LedgerEntry {
    History history();

    /** In the waiting store, under this due time. */
    record Waiting(History history, long dueMillis) implements LedgerEntry {}

    /** Sent back to its topic with exactly {@code history.retries}; only that record is its return. */
    record Republished(History history) implements LedgerEntry {}

    /** Has its outcome. */
    record Finished(History history, boolean succeeded, long atMillis, byte[] outcome) implements LedgerEntry {}

    int WAITING = 1;
    int REPUBLISHED = 2;
    int FINISHED = 3;

    default byte[] toBytes() {
        return Encoded.write(out -> {
            switch (this) {
                case Waiting waiting -> {
                    out.writeByte(WAITING);
                    waiting.history.writeTo(out);
                    out.writeLong(waiting.dueMillis);
                }
                case Republished republished -> {
                    out.writeByte(REPUBLISHED);
                    republished.history.writeTo(out);
                }
                case Finished finished -> {
                    out.writeByte(FINISHED);
                    finished.history.writeTo(out);
                    out.writeBoolean(finished.succeeded);
                    out.writeLong(finished.atMillis);
                    Encoded.writeBytes(out, finished.outcome);
                }
            }
        });
    }

    static LedgerEntry of(byte[] bytes) {
        return Encoded.read(bytes, in -> {
            int kind = in.readByte();
            History history = History.readFrom(in);
            return switch (kind) {
                case WAITING -> new Waiting(history, in.readLong());
                case REPUBLISHED -> new Republished(history);
                case FINISHED -> new Finished(history, in.readBoolean(), in.readLong(), Encoded.readBytes(in));
                default -> throw new IllegalStateException("the ledger holds an entry of unknown kind " + kind);
            };
        });
    }
}
