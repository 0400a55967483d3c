package io.tocsin.fire.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes the id of an incident out of the signal that begins it: a signal that is handled again after a crash begins the same
 * incident, not another.
 */
final class AlarmIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BELOW_VARIANT = 0x3fff_ffff_ffff_ffffL;
    private static final long LOW_12_BITS = 0xfffL;

    private AlarmIds() {}

    /** A UUID version 7 (RFC 9562): the time of the signal, then digits that follow from its origin. */
    static AlarmId of(FireSignal signal) {
        return of(
                signal.heardAt(),
                signal.floor(),
                ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                        .putLong(signal.origin().offset())
                        .putInt(signal.origin().partition()));
    }

    /**
     * Names what no signal began: a valve that opened by itself.
     *
     * @param number of the floor's event that says so
     */
    static AlarmId ofValve(FloorId floor, long number, Instant at) {
        return of(at, floor, ByteBuffer.allocate(Long.BYTES).putLong(number));
    }

    private static AlarmId of(Instant at, FloorId floor, ByteBuffer origin) {
        ByteBuffer digits = ByteBuffer.wrap(digest(floor, origin.flip()));
        long high = at.toEpochMilli() << 16 | VERSION_7 | (digits.getLong() & LOW_12_BITS);
        long low = VARIANT | (digits.getLong() & BELOW_VARIANT);
        return new AlarmId(new UUID(high, low).toString());
    }

    private static byte[] digest(FloorId floor, ByteBuffer origin) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(origin);
            return sha.digest(floor.text().getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
