package io.tocsin.simulator.bank;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Builds the bank's JSON, byte by byte into one array that is used again and again. Everything in it is ASCII, and
 * everything that came from outside has been checked to need no escape.
 */
final class AsciiText {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[1 << 12];
    private int length;

    AsciiText clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    AsciiText put(String text) {
        int size = text.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    AsciiText put(long number) {
        return put(Long.toString(number));
    }

    /** Sixteen hexadecimal digits. */
    AsciiText putHex(long number) {
        return putHex(number, 60, 0);
    }

    /** A UUID in canonical form. */
    AsciiText put(Id id) {
        putHex(id.high(), 60, 32).put("-");
        putHex(id.high(), 28, 16).put("-");
        putHex(id.high(), 12, 0).put("-");
        putHex(id.low(), 60, 48).put("-");
        return putHex(id.low(), 44, 0);
    }

    /** A time in ISO-8601, UTC. */
    AsciiText putTime(long epochMillis) {
        return put(Instant.ofEpochMilli(epochMillis).toString());
    }

    Buffer toBuffer() {
        return Buffer.buffer(Arrays.copyOf(bytes, length));
    }

    /** What has been put, without a copy: valid until the next change. */
    ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private AsciiText putHex(long number, int firstShift, int lastShift) {
        reserve(16);
        for (int shift = firstShift; shift >= lastShift; shift -= 4) {
            bytes[length++] = HEX[(int) (number >>> shift) & 0xf];
        }
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
