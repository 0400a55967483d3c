package io.tocsin.calls;

/**
 * A request as it lies in the in-flight and the waiting store.
 *
 * @param sequence its place in the order of arrival at this partition
 * @param storedMillis when it was stored: no call was made for it earlier, unless its history says so
 * @param history what the engine knows of it
 * @param trace what to hand on
 * @param request the request as its form writes it: in the waiting store as it will be republished
 */
record StoredRequest(long sequence, long storedMillis, History history, Trace trace, byte[] request) {

    byte[] toBytes() {
        return Encoded.write(out -> {
            out.writeLong(sequence);
            out.writeLong(storedMillis);
            history.writeTo(out);
            out.writeUTF(trace.traceparent());
            out.writeUTF(trace.tracestate());
            Encoded.writeBytes(out, request);
        });
    }

    static StoredRequest of(byte[] bytes) {
        return Encoded.read(
                bytes,
                in -> new StoredRequest(
                        in.readLong(),
                        in.readLong(),
                        History.readFrom(in),
                        new Trace(in.readUTF(), in.readUTF()),
                        Encoded.readBytes(in)));
    }
}
