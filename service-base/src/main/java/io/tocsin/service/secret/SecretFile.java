package io.tocsin.service.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads files that nobody but their owner may read. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /**
     * Reads the lines of one.
     *
     * @throws IllegalArgumentException when others may read it; the message says what to do
     * @throws IOException when it cannot be read
     */
    public static List<String> lines(Path file) throws IOException {
        if (!OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalArgumentException(
                    "others can read the secrets in " + file + ": take that away with chmod 600 " + file);
        }
        return Files.readAllLines(file);
    }
}
