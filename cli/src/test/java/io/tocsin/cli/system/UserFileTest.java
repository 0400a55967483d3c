package io.tocsin.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    private final UserFile users;

    UserFileTest(@TempDir Path directory) {
        this.users = new UserFile(directory.resolve("users"));
    }

    @Test
    void shouldMakeOnePersonOfEachRoleThatOnlyTheOwnerCanRead() throws IOException {
        users.make();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users.file())))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(users.file()))
                .filteredOn(line -> !line.startsWith("#"))
                .hasSize(3)
                .anyMatch(line -> line.matches("viewer viewer \\S{24}"))
                .anyMatch(line -> line.matches("operator operator \\S{24}"))
                .anyMatch(line -> line.matches("supervisor supervisor \\S{24}"))
                .map(line -> line.substring(line.lastIndexOf(' ')))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepTheFileThatIsThere() throws IOException {
        Files.writeString(users.file(), "anna supervisor anna-has-a-secret\n");

        users.make();

        assertThat(users.find("anna").orElseThrow().password()).isEqualTo("anna-has-a-secret");
        assertThat(users.find("supervisor")).isEmpty();
    }
}
