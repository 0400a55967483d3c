package io.tocsin.fire.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.fire.http.Door.NotSignedInException;
import io.tocsin.fire.operator.PeerPass;
import io.tocsin.fire.operator.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who guesses a password is counted and has to wait; who asks without one is only counted. */
class DoorTest {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String RIGHT = basic("anna-has-a-secret");
    private static final String WRONG = basic("anna-has-another");

    private final Path directory;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Users users = Users.none();
    private PeerPass pass = PeerPass.none(Clock.systemUTC());

    DoorTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("anna:" + password).getBytes(UTF_8));
    }

    @BeforeEach
    void readFiles() throws IOException {
        users = Users.read(secret("users", "anna viewer anna-has-a-secret"));
        pass = PeerPass.read(secret("peers", "a-secret-that-all-instances-have"), Clock.systemUTC());
    }

    private Path secret(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Door door(int mostSlowed) {
        return new Door(users, pass, meters, mostSlowed);
    }

    private double refused(String credentials) {
        return meters.get("tocsin.fire.sign.ins.refused")
                .tag("credentials", credentials)
                .counter()
                .count();
    }

    private static Duration turnedAway(Door door, @Nullable String authorization) {
        long begin = System.nanoTime();
        assertThatExceptionOfType(NotSignedInException.class).isThrownBy(() -> door.letIn(authorization));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void shouldLetGuessersWaitAndCountThem() {
        Door door = door(1);

        assertThat(turnedAway(door, WRONG)).isGreaterThanOrEqualTo(WAIT);
        assertThat(turnedAway(door, WRONG)).as("each of them").isGreaterThanOrEqualTo(WAIT);
        assertThat(turnedAway(door, null)).as("who has not guessed").isLessThan(WAIT);
        assertThat(refused("wrong")).isEqualTo(2);
        assertThat(refused("none")).isOne();
    }

    @Test
    void shouldLetOnlySoManyWaitAtOnceAndNobodyWhoIsRight() throws InterruptedException {
        Door door = door(1);
        Thread guesser = Thread.ofVirtual().start(() -> {
            Duration unused = turnedAway(door, WRONG);
        });
        await().atMost(SOON).until(() -> refused("wrong") == 1 && guesser.getState() == Thread.State.TIMED_WAITING);

        assertThat(door.letIn(RIGHT).operator().text()).isEqualTo("anna");
        assertThat(turnedAway(door, WRONG)).as("one too many").isLessThan(WAIT);
        guesser.join();
    }

    @Test
    void shouldLetAnotherInstanceLookAndNotAct() {
        Door door = door(1);
        String authorization = pass.issue().orElseThrow();

        door.letLook(authorization);
        door.letLook(RIGHT);
        assertThat(turnedAway(door, authorization)).isGreaterThanOrEqualTo(WAIT);
        assertThatExceptionOfType(NotSignedInException.class).isThrownBy(() -> door.letLook(WRONG));
    }
}
