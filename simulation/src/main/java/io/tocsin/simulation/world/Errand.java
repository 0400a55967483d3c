package io.tocsin.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.RequestForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the outside in a history, as text {@code id|key|content|retries|notBefore|redrives}.
 *
 * @param content what must be the same in a duplicate
 */
public record Errand(
        String id,
        String key,
        String content,
        int retries,
        @Nullable Instant notBefore,
        int redrives) {

    /** Whether the errand of this id is rather done twice than not at all, where nobody can tell: every other one is. */
    static boolean mayComeTwice(String id) {
        return id.charAt(id.length() - 1) % 2 == 0;
    }

    /** How an errand is read and written. */
    public static class Form implements RequestForm<Errand> {
        private static final int PARTS = 6;

        @Override
        public Errand read(byte[] value) {
            String[] parts = new String(value, UTF_8).split("\\|", -1);
            if (parts.length != PARTS) {
                throw new IllegalArgumentException("an errand has " + PARTS + " parts");
            }
            return new Errand(
                    parts[0],
                    parts[1],
                    parts[2],
                    Integer.parseInt(parts[3]),
                    parts[4].isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(parts[4])),
                    Integer.parseInt(parts[5]));
        }

        @Override
        public byte[] write(Errand it) {
            String due = it.notBefore == null ? "" : Long.toString(it.notBefore.toEpochMilli());
            return (it.id + '|' + it.key + '|' + it.content + '|' + it.retries + '|' + due + '|' + it.redrives)
                    .getBytes(UTF_8);
        }

        @Override
        public String id(Errand errand) {
            return errand.id;
        }

        @Override
        public String key(Errand errand) {
            return errand.key;
        }

        @Override
        public byte[] content(Errand errand) {
            return errand.content.getBytes(UTF_8);
        }

        @Override
        public int retries(Errand errand) {
            return errand.retries;
        }

        @Override
        public @Nullable Instant notBefore(Errand errand) {
            return errand.notBefore;
        }

        @Override
        public int redrives(Errand errand) {
            return errand.redrives;
        }

        @Override
        public Errand retried(Errand it, int retries, @Nullable Instant notBefore) {
            return new Errand(it.id, it.key, it.content, retries, notBefore, it.redrives);
        }
    }
}
