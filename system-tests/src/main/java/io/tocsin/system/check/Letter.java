package io.tocsin.system.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no payment: as it was sent, or as it was put aside.
 *
 * @param mark what its sender wrote into a header to know it again; empty when there is none
 * @param value its bytes
 */
public record Letter(String mark, byte @Nullable [] value) {

    boolean sameBytes(Letter other) {
        return Arrays.equals(value, other.value);
    }
}
