package io.tocsin.calls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The binary form of what the engine keeps in its stores: a version byte, then the fields. Stores outlive the software that
 * wrote them, so an unknown version is refused with a message and never guessed at.
 */
final class Encoded {
    private static final int VERSION = 1;
    private static final int USUAL_SIZE = 512;

    private Encoded() {}

    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface ReadingOf<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] write(Writing writing) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, ReadingOf<T> reading) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "a store holds an entry of version " + version + ", this software reads version " + VERSION
                                + ": run the version that wrote it, or drain first");
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of a store is damaged", e);
        }
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
