package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/standards.md} names tests that exist, and says of each row which, or that there is none yet. */
class StandardsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/standards.md");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(NamedTests.in(document)).hasSizeGreaterThan(30);
        assertThat(NamedTests.missing(document)).isEmpty();
    }

    @Test
    void shouldSayOfEachRowWhatShowsItOrThatNothingDoesYet() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| ") && !line.contains(" shown by |"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String shownBy = row.substring(row.lastIndexOf("| ", row.length() - 3));
            assertThat(!NamedTests.in(shownBy).isEmpty() || shownBy.startsWith("| not yet: "))
                    .as(row)
                    .isTrue();
        });
    }
}
