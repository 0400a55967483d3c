package io.tocsin.fire.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FireSignal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        ByteBuffer digits = ByteBuffer.wrap(digest(signal));
        long high = signal.heardAt().toEpochMilli() << 16 | VERSION_7 | (digits.getLong() & LOW_12_BITS);
        long low = VARIANT | (digits.getLong() & BELOW_VARIANT);
        return new AlarmId(new UUID(high, low).toString());
    }

    private static byte[] digest(FireSignal signal) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(signal.origin().offset())
                    .putInt(signal.origin().partition())
                    .flip());
            return sha.digest(signal.floor().text().getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
