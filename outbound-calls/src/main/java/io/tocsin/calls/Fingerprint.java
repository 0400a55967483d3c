package io.tocsin.calls;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells contents apart: the first 64 bits of their SHA-256. */
final class Fingerprint {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Fingerprint::sha256);

    private Fingerprint() {}

    static long of(byte[] content) {
        return ByteBuffer.wrap(SHA_256.get().digest(content)).getLong();
    }

    /** A new digest: one is not for several threads. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
