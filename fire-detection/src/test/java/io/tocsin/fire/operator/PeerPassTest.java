package io.tocsin.fire.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances believe each other for half a minute, and nobody else. */
class PeerPassTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");
    private static final String SECRET = "a-secret-that-all-instances-have-in-common";

    private final Path file;

    PeerPassTest(@TempDir Path directory) {
        this.file = directory.resolve("secret");
    }

    private PeerPass pass(String secret, Instant now) throws IOException {
        Files.writeString(file, secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return PeerPass.read(file, Clock.fixed(now, ZoneOffset.UTC));
    }

    private String issued(String secret) throws IOException {
        return pass(secret, NOW).issue().orElseThrow();
    }

    @Test
    void shouldBelieveAnInstanceWithTheSameSecretForHalfAMinute() throws IOException {
        String authorization = issued(SECRET);

        assertThat(pass(SECRET + "\n", NOW).isGenuine(authorization)).isTrue();
        assertThat(pass(SECRET, NOW.plusSeconds(30)).isGenuine(authorization)).isTrue();
        assertThat(pass(SECRET, NOW.plus(Duration.ofMillis(30_001))).isGenuine(authorization))
                .isFalse();
        assertThat(pass(SECRET, NOW.minusSeconds(31)).isGenuine(authorization))
                .as("from the future")
                .isFalse();
    }

    @Test
    void shouldNotBelieveAnotherSecretOrALaterTime() throws IOException {
        String authorization = issued(SECRET);
        long until = NOW.plusSeconds(30).toEpochMilli();

        assertThat(pass("another-secret-of-the-same-goodly-length", NOW).isGenuine(authorization))
                .isFalse();
        assertThat(authorization).contains(Long.toString(until));
        assertThat(pass(SECRET, NOW).isGenuine(authorization.replace(Long.toString(until), Long.toString(until + 1))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Tocsin-Peer",
                "Tocsin-Peer ",
                "Tocsin-Peer .",
                "Tocsin-Peer 1.x",
                "Tocsin-Peer x.y",
                "Basic x"
            })
    void shouldNotBelieveNonsense(String authorization) throws IOException {
        assertThat(pass(SECRET, NOW).isGenuine(authorization)).isFalse();
    }

    @Test
    void shouldNotTellTheSecret() throws IOException {
        assertThat(issued(SECRET)).startsWith("Tocsin-Peer ").doesNotContain(SECRET);
    }

    @Test
    void shouldIssueNothingAndBelieveNobodyWithoutASecret() throws IOException {
        PeerPass none = PeerPass.none(Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(none.issue()).isEmpty();
        assertThat(none.isGenuine(issued(SECRET))).isFalse();
        assertThat(none.isGenuine(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", SECRET + "\n" + SECRET})
    void shouldRefuseAFileThatIsNone(String content) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass(content, NOW))
                .withMessageContaining("one line, of 32 characters or more")
                .withMessageNotContaining(SECRET);
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws IOException {
        Files.writeString(file, SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerPass.read(file, Clock.systemUTC()))
                .withMessageContaining("chmod 600");
    }
}
