package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What must not be kept, like card numbers. A request that carries it is dead-lettered, and it is masked in everything that
 * the engine writes again of what it received: a dead letter's key, value and headers, and trace headers.
 */
public interface Masking {

    /** Everything may be kept. */
    Masking NONE = new Masking() {
        @Override
        public boolean foundIn(byte[] bytes) {
            return false;
        }

        @Override
        public byte[] masked(byte[] bytes) {
            return bytes;
        }

        @Override
        public String header() {
            return "masked";
        }

        @Override
        public String refusal() {
            return "";
        }
    };

    /** Whether {@code bytes}, of a key, a value or a header, hold what must not be kept. */
    boolean foundIn(byte[] bytes);

    /** The same bytes without what must not be kept. They must not get longer, and nothing may be found in them any more. */
    byte[] masked(byte[] bytes);

    /** The name of the header that tells which parts of a dead letter were masked. */
    String header();

    /** Why a request that carries it is not taken, for people. */
    String refusal();

    /** {@code text} without what must not be kept. */
    default String masked(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return foundIn(bytes) ? new String(masked(bytes), UTF_8) : text;
    }
}
