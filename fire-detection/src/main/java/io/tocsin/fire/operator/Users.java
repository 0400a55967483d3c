package io.tocsin.fire.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.service.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The people of a local user file: one a line, {@code name role password}, parted by blanks; a line that begins with
 * {@code #} is a comment. For one machine; in production an identity provider stands in front.
 */
public final class Users {
    private static final int SHORTEST_PASSWORD = 12;
    private static final String BASIC = "basic ";
    private static final byte[] NOBODYS = digest("");

    private final Map<String, Entry> entries;

    private record Entry(SignedIn who, byte[] passwordDigest) {}

    private Users(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** Nobody is let in. */
    public static Users none() {
        return new Users(Map.of());
    }

    /**
     * Reads a file that nobody but its owner may read.
     *
     * @throws IllegalArgumentException when others may read it, or a line is none; the message says where and what to do
     * @throws IOException when it cannot be read
     */
    public static Users read(Path file) throws IOException {
        return parse(SecretFile.lines(file), file.toString());
    }

    /**
     * Reads the lines of a file.
     *
     * @param file its name, for messages
     * @throws IllegalArgumentException when a line is none; the message says which and why, and never repeats it
     */
    static Users parse(List<String> lines, String file) {
        var entries = new HashMap<String, Entry>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    Entry entry = entry(line.split("\\s+"));
                    if (entries.put(entry.who().operator().text(), entry) != null) {
                        throw new IllegalArgumentException("this name has a line already");
                    }
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return new Users(Map.copyOf(entries));
    }

    private static Entry entry(String[] parts) {
        if (parts.length != 3) {
            throw new IllegalArgumentException("write a name, a role and a password, parted by blanks");
        }
        if (parts[2].length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("the password must have " + SHORTEST_PASSWORD + " characters or more");
        }
        return new Entry(new SignedIn(OperatorId.of(parts[0]), role(parts[1])), digest(parts[2]));
    }

    private static OperatorRole role(String text) {
        for (OperatorRole role : OperatorRole.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("the role must be viewer, operator or supervisor");
    }

    /**
     * Who signs in with this header.
     *
     * @param authorization the header {@code Authorization}, HTTP Basic (RFC 7617); null when there is none
     * @return empty when it is nobody's
     */
    public Optional<SignedIn> signedIn(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        Entry entry = colon < 0 ? null : entries.get(pair.substring(0, colon));
        // As much work for a name that nobody has, and as long for a password that is nearly right.
        boolean right = MessageDigest.isEqual(
                entry == null ? NOBODYS : entry.passwordDigest(), digest(pair.substring(colon + 1)));
        return entry != null && right ? Optional.of(entry.who()) : Optional.empty();
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
