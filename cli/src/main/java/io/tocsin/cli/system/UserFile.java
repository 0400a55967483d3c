package io.tocsin.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The people who may sign in to fire detection on this machine: one a line, {@code name role password}, for nobody's eyes
 * but the owner's. {@code up} makes one person of each role, with passwords by chance.
 *
 * @param file where it is
 */
public record UserFile(Path file) {
    private static final List<String> ROLES = List.of("viewer", "operator", "supervisor");
    private static final int PASSWORD_BYTES = 18;
    private static final String COMMENT =
            "# Who may sign in to fire detection: name, role, password. Read when the service starts.\n";

    /**
     * One person.
     *
     * @param name that they sign in with
     * @param password the same
     */
    public record User(String name, String password) {
        /** As HTTP Basic (RFC 7617) has it. */
        public String authorization() {
            return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
        }
    }

    /**
     * Makes the file, unless there is one.
     *
     * @throws CommandFailure when it cannot be written
     */
    void make() {
        if (Files.exists(file)) {
            return;
        }
        var text = new StringBuilder(COMMENT);
        for (String role : ROLES) {
            text.append(role)
                    .append(' ')
                    .append(role)
                    .append(' ')
                    .append(SecretFile.secret(PASSWORD_BYTES))
                    .append('\n');
        }
        SecretFile.write(file, text.toString());
    }

    /**
     * Finds a person.
     *
     * @throws CommandFailure when the file cannot be read
     */
    public Optional<User> find(String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .filter(parts -> parts.length == 3 && parts[0].equals(name))
                    .map(parts -> new User(parts[0], parts[2]))
                    .findFirst();
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read the users' file " + file + " (" + e + ")", e);
        }
    }
}
