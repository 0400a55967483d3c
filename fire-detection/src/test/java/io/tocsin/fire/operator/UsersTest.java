package io.tocsin.fire.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private static final List<String> LINES =
            List.of("# people", "", "ann viewer a:long:password", "  m.curie\toperator\tanother-password  ");

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    @Test
    void shouldLetInWhoHasALineAndTheRightPassword() {
        Users users = Users.parse(LINES, "users");

        assertThat(users.signedIn(basic("m.curie:another-password")))
                .contains(new SignedIn(OperatorId.of("m.curie"), OperatorRole.OPERATOR));
        assertThat(users.signedIn(basic("ann:a:long:password")))
                .contains(new SignedIn(OperatorId.of("ann"), OperatorRole.VIEWER));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic %", "Bearer abc", "Basic bm9jb2xvbg=="})
    void shouldLetInNobodyWithoutAHeaderOfHttpBasic(@Nullable String header) {
        assertThat(Users.parse(LINES, "users").signedIn(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann:", "ann:another-password", "ann:A:long:password", "bob:a:long:password", ":", "#:people"})
    void shouldLetInNobodyWithAnotherPasswordOrName(String pair) {
        assertThat(Users.parse(LINES, "users").signedIn(basic(pair))).isEmpty();
        assertThat(Users.none().signedIn(basic(pair))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann viewer",
                "ann viewer a-long-password more",
                "ann chief a-long-password",
                "ann VIEWER a-long-password",
                "ann viewer too-short",
                "a:b viewer a-long-password"
            })
    void shouldSayWhichLineIsNoneAndNotRepeatIt(String line) {
        assertThatThrownBy(() -> Users.parse(List.of("# people", line), "users"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("users, line 2: ")
                .message()
                .doesNotContain("a-long-password", "too-short");
    }

    @Test
    void shouldRefuseTwoLinesOfOneName() {
        assertThatThrownBy(() -> Users.parse(List.of("ann viewer password-one", "ann operator password-two"), "users"))
                .hasMessage("users, line 2: this name has a line already");
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("users"), LINES);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Users.read(file)).hasMessageContaining("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(Users.read(file).signedIn(basic("ann:a:long:password"))).isPresent();
    }
}
