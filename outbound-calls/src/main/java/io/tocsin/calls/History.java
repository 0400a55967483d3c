package io.tocsin.calls;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the engine itself knows of a request, kept in its stores and never taken from the message: anyone may write a
 * message.
 *
 * @param retries attempts that have failed so far
 * @param mayHaveHappened an attempt may have had its effect, so the next one begins with an inquiry
 * @param firstSeenMillis the timestamp of the record that brought it first
 * @param firstTriedMillis when it was called first; 0 before that
 * @param fingerprint of its content, to tell a duplicate from a conflict
 * @param redrives how many times a person has sent it again after it failed
 */
record History(
        int retries,
        boolean mayHaveHappened,
        long firstSeenMillis,
        long firstTriedMillis,
        long fingerprint,
        int redrives) {

    History called(long nowMillis) {
        return firstTriedMillis == 0
                ? new History(retries, mayHaveHappened, firstSeenMillis, nowMillis, fingerprint, redrives)
                : this;
    }

    History suspected(boolean mayNowHaveHappened) {
        return new History(retries, mayNowHaveHappened, firstSeenMillis, firstTriedMillis, fingerprint, redrives);
    }

    History retried(int newRetries) {
        return new History(newRetries, mayHaveHappened, firstSeenMillis, firstTriedMillis, fingerprint, redrives);
    }

    /** As it begins anew when a person sends it again: with all its attempts, under its first key. */
    History redriven(int newRedrives) {
        return new History(0, mayHaveHappened, firstSeenMillis, firstTriedMillis, fingerprint, newRedrives);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(retries);
        out.writeBoolean(mayHaveHappened);
        out.writeLong(firstSeenMillis);
        out.writeLong(firstTriedMillis);
        out.writeLong(fingerprint);
        out.writeInt(redrives);
    }

    static History readFrom(DataInput in) throws IOException {
        return new History(in.readInt(), in.readBoolean(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
    }
}
