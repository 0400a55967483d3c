package io.tocsin.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private final Path root;
    private final DataDirectory data;

    DataDirectoryTest(@TempDir Path root) {
        this.root = root;
        this.data = new DataDirectory(root.resolve("data"));
    }

    @Test
    void shouldDeleteWhatItHoldsWhenCleared() throws IOException {
        data.open();
        Path record = Files.createDirectories(data.kafka().resolve("topic-0")).resolve("0.log");
        Files.writeString(record, "old");

        data.clear();

        assertThat(data.kafka()).doesNotExist();
        assertThat(data.isMarked()).isTrue();
    }

    @Test
    void shouldMakeASecretForTheInstancesOnceThatOnlyTheOwnerCanRead() throws IOException {
        data.open();
        data.makeSecrets();
        String secret = Files.readString(data.peersSecret());

        assertThat(secret).matches("\\S{32,}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.peersSecret())))
                .isEqualTo("rw-------");
        data.clear();
        data.makeSecrets();
        assertThat(data.peersSecret()).as("it is kept").hasContent(secret);
    }

    @Test
    void shouldNotTouchADirectoryOfSomebodyElse() throws IOException {
        Path theirs = Files.writeString(root.resolve("thesis.txt"), "years of work");
        var notOurs = new DataDirectory(root);

        assertThatThrownBy(notOurs::open).hasMessageContaining("is not a data directory of tocsin");
        assertThatThrownBy(notOurs::clear).hasMessageStartingWith("nothing was deleted");
        assertThat(theirs).exists();
    }

    @Test
    void shouldBeHeldByOneSupervisorAtATime() {
        data.open();
        RunLock lock = RunLock.take(data).orElseThrow();

        assertThat(RunLock.take(data)).isEmpty();

        lock.close();
        RunLock.take(data).orElseThrow().close();
    }
}
