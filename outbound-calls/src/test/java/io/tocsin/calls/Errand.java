package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The request of the tests, as text {@code id|key|task|retries|notBefore|redrives}. */
record Errand(
        String id,
        String key,
        String task,
        int retries,
        @Nullable Instant notBefore,
        int redrives) {

    private static final Masking SECRETS = new Masking() {
        @Override
        public boolean foundIn(byte[] bytes) {
            return new String(bytes, ISO_8859_1).contains("secret");
        }

        @Override
        public byte[] masked(byte[] bytes) {
            return new String(bytes, ISO_8859_1).replace("secret", "******").getBytes(ISO_8859_1);
        }

        @Override
        public String header() {
            return "secret-masked";
        }

        @Override
        public String refusal() {
            return "it is confidential";
        }
    };

    static Errand errand(String id) {
        return new Errand(id, "ann", "fetch", 0, null, 0);
    }

    Errand of(String newKey) {
        return new Errand(id, newKey, task, retries, notBefore, redrives);
    }

    Errand task(String newTask) {
        return new Errand(id, key, newTask, retries, notBefore, redrives);
    }

    Errand retries(int newRetries) {
        return new Errand(id, key, task, newRetries, notBefore, redrives);
    }

    Errand notBefore(@Nullable Instant due) {
        return new Errand(id, key, task, retries, due, redrives);
    }

    Errand redrives(int newRedrives) {
        return new Errand(id, key, task, retries, notBefore, newRedrives);
    }

    /** How an errand is read and written. The word "secret" must not be kept. */
    static final class Form implements RequestForm<Errand> {
        @Override
        public Masking masking() {
            return SECRETS;
        }

        @Override
        public Errand read(byte[] value) {
            String[] parts = new String(value, UTF_8).split("\\|", -1);
            if (parts.length != 6) {
                throw new IllegalArgumentException("an errand has six parts");
            }
            try {
                return new Errand(
                        parts[0],
                        parts[1],
                        parts[2],
                        Integer.parseInt(parts[3]),
                        parts[4].isEmpty() ? null : Instant.parse(parts[4]),
                        Integer.parseInt(parts[5]));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("notBefore is no time", e);
            }
        }

        @Override
        public byte[] write(Errand it) {
            String due = it.notBefore == null ? "" : it.notBefore.toString();
            return String.join("|", it.id, it.key, it.task, "" + it.retries, due, "" + it.redrives)
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
            return (errand.key + '|' + errand.task).getBytes(UTF_8);
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
        public Errand retried(Errand errand, int retries, @Nullable Instant notBefore) {
            return errand.retries(retries).notBefore(notBefore);
        }
    }

    /** The outcome as text: {@code id done answer attempts} or {@code id KIND code attempts}. */
    static byte[] outcome(Outcome<Errand, String> outcome) {
        String text =
                switch (outcome) {
                    case Outcome.Succeeded<Errand, String> done ->
                        done.request().id + " done " + done.answer() + ' ' + done.attempts();
                    case Outcome.Failed<Errand, String> failed ->
                        failed.request().id + ' ' + failed.kind() + ' ' + failed.code() + ' ' + failed.attempts();
                };
        return text.getBytes(UTF_8);
    }
}
