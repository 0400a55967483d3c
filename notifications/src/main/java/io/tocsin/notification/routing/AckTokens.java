package io.tocsin.notification.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in a link by which a person acknowledges an incident without signing in: it says who, what and until when, and is signed
 * (HMAC with SHA-256). It proves that somebody holds this very message, nothing more.
 */
public final class AckTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 32;
    private static final int PARTS = 4;

    private final List<SecretKeySpec> secrets;

    /** What a token says. */
    public sealed interface Reading {
        /** It is good. */
        record Good(String incident, String contact) implements Reading {}

        /** It was good once. */
        record Expired() implements Reading {}

        /** Nobody here made it. */
        record Forged() implements Reading {}
    }

    /**
     * @param secrets the first signs, each is believed: so a secret can be replaced while tokens are on their way
     * @throws IllegalArgumentException when there is none, or one is shorter than 32 bytes
     */
    public AckTokens(List<byte[]> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length < SHORTEST_SECRET)) {
            throw new IllegalArgumentException(
                    "each secret for acknowledgements must have at least " + SHORTEST_SECRET + " bytes of chance");
        }
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret, ALGORITHM))
                .toList();
    }

    /** Makes a token, of letters, digits, {@code -}, {@code _} and {@code .} only. */
    public String token(String incident, String contact, Instant expiresAt) {
        String content = expiresAt.getEpochSecond() + "." + encode(incident.getBytes(UTF_8)) + "."
                + encode(contact.getBytes(UTF_8));
        return content + "." + signature(secrets.getFirst(), content);
    }

    /** Reads one. */
    public Reading read(String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return new Reading.Forged();
        }
        String content = token.substring(0, token.lastIndexOf('.'));
        if (!isSigned(content, parts[PARTS - 1])) {
            return new Reading.Forged();
        }
        if (!now.isBefore(Instant.ofEpochSecond(Long.parseLong(parts[0])))) {
            return new Reading.Expired();
        }
        return new Reading.Good(decode(parts[1]), decode(parts[2]));
    }

    /** Takes the same time whether the first character is wrong or the last. */
    private boolean isSigned(String content, String signature) {
        boolean signed = false;
        for (SecretKeySpec secret : secrets) {
            signed |= MessageDigest.isEqual(signature(secret, content).getBytes(US_ASCII), signature.getBytes(UTF_8));
        }
        return signed;
    }

    private static String signature(SecretKeySpec secret, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return encode(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    }
}
