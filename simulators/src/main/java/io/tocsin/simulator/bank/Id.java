package io.tocsin.simulator.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** 128 bits that name a payment or an idempotency key: a fraction of what the text would take, two million times. */
record Id(long high, long low) {
    private static final int TEXT_LENGTH = 36;

    /** The bits of a UUID in canonical lower-case form; null when {@code text} is not one. */
    static @Nullable Id ofUuid(String text) {
        if (text.length() != TEXT_LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return null;
            }
            high = (high << 4) | (low >>> 60);
            low = (low << 4) | digit;
        }
        return new Id(high, low);
    }

    /** The bits that stand for an idempotency key: its own when it is a UUID, else the first of its SHA-256. */
    static Id ofKey(String key) {
        Id uuid = ofUuid(key);
        if (uuid != null) {
            return uuid;
        }
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
            return new Id(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
