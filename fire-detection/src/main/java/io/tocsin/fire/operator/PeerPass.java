package io.tocsin.fire.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.service.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Lets the instances of this service read from each other, so that no person's password goes from one to the other: a time,
 * signed with a secret that all of them have. A pass that somebody has caught is of no use half a minute later.
 */
public final class PeerPass {
    private static final String SCHEME = "Tocsin-Peer ";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 32;
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final @Nullable SecretKeySpec secret;
    private final Clock clock;

    private PeerPass(@Nullable SecretKeySpec secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Without a secret nothing is signed, and nobody is believed. */
    public static PeerPass none(Clock clock) {
        return new PeerPass(null, clock);
    }

    /**
     * Signs with the secret in a file that nobody but its owner may read: one line.
     *
     * @throws IllegalArgumentException when others may read it, or it is no such line; the message never repeats it
     * @throws IOException when it cannot be read
     */
    public static PeerPass read(Path file, Clock clock) throws IOException {
        List<String> lines = SecretFile.lines(file);
        if (lines.size() != 1 || lines.getFirst().strip().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    file + " must have one line, of " + SHORTEST_SECRET + " characters or more");
        }
        return new PeerPass(new SecretKeySpec(lines.getFirst().strip().getBytes(UTF_8), ALGORITHM), clock);
    }

    /** A pass for this moment, as the header {@code Authorization}; empty when there is no secret. */
    public Optional<String> issue() {
        long until = clock.instant().plus(LIFE).toEpochMilli();
        return secret == null ? Optional.empty() : Optional.of(SCHEME + until + '.' + signature(secret, until));
    }

    /**
     * Whether another instance has issued it lately.
     *
     * @param authorization the header of that name; null when there is none
     */
    public boolean isGenuine(@Nullable String authorization) {
        if (secret == null || authorization == null || !authorization.startsWith(SCHEME)) {
            return false;
        }
        String[] parts = authorization.substring(SCHEME.length()).split("\\.", 2);
        try {
            long until = Long.parseLong(parts[0]);
            Instant now = clock.instant();
            // Not longer than a pass lives, twice over: two clocks differ.
            return parts.length == 2
                    && now.toEpochMilli() <= until
                    && until <= now.plus(LIFE).plus(LIFE).toEpochMilli()
                    && MessageDigest.isEqual(signature(secret, until).getBytes(UTF_8), parts[1].getBytes(UTF_8));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String signature(SecretKeySpec secret, long until) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(Long.toString(until).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
