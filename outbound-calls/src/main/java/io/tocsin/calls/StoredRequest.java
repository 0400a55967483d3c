package io.tocsin.calls;

/**
 * A request as it lies in the in-flight and the waiting store.
 *
 * @param sequence its place in the order of arrival at this partition
 * @param storedMillis when it was stored: no call was made for it earlier, unless its history says so
 * @param history what the engine knows of it
 * @param trace what to hand on
 * @param request the request as its form writes it: in the waiting store as it will be republished
 * @param mayBeCalled whether a call may begin as soon as this entry is durable; false where another entry announces it first
 */
record StoredRequest(
        long sequence, long storedMillis, History history, Trace trace, byte[] request, boolean mayBeCalled) {

    /** One that lies in the waiting store, or is called without a further word. */
    StoredRequest(long sequence, long storedMillis, History history, Trace trace, byte[] request) {
        this(sequence, storedMillis, history, trace, request, true);
    }

    byte[] toBytes() {
        return Encoded.write(out -> {
            out.writeLong(sequence);
            out.writeLong(storedMillis);
            history.writeTo(out);
            out.writeUTF(trace.traceparent());
            out.writeUTF(trace.tracestate());
            Encoded.writeBytes(out, request);
            out.writeBoolean(mayBeCalled);
        });
    }

    /** Reads one. An entry of older software ends before {@code mayBeCalled}: every call began without a further word. */
    static StoredRequest of(byte[] bytes) {
        return Encoded.read(
                bytes,
                in -> new StoredRequest(
                        in.readLong(),
                        in.readLong(),
                        History.readFrom(in),
                        new Trace(in.readUTF(), in.readUTF()),
                        Encoded.readBytes(in),
                        in.available() == 0 || in.readBoolean()));
    }
}
