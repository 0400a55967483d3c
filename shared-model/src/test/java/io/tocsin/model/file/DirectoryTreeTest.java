package io.tocsin.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
    private final Path directory;

    DirectoryTreeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldDeleteADirectoryWithAllThatIsInIt() throws IOException {
        Path tree = directory.resolve("tree");
        Files.createDirectories(tree.resolve("a/b/empty"));
        Files.writeString(tree.resolve("a/b/file"), "text");
        Files.writeString(tree.resolve("top"), "text");

        DirectoryTree.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(directory).exists();
    }

    @Test
    void shouldLeaveAloneWhatALinkPointsTo() throws IOException {
        Path kept = Files.writeString(directory.resolve("kept"), "text");
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept);

        DirectoryTree.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(kept).hasContent("text");
    }

    @Test
    void shouldDoNothingWhenThereIsNothing() {
        DirectoryTree.delete(directory.resolve("nothing"));

        assertThat(directory).isEmptyDirectory();
    }
}
