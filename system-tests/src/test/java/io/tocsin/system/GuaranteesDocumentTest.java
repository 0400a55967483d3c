package io.tocsin.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md} names tests that exist, and all tests of the failure table. */
class GuaranteesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/guarantees.md");
    private static final Path HERE = Path.of("src/test/java/io/tocsin/system");

    private static final Pattern MARKED_TEST =
            Pattern.compile("@Breakage\\.Row\\(Breakage\\.(\\w+)\\)\\s+void (\\w+)\\(");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(NamedTests.in(document)).hasSizeGreaterThan(50);
        assertThat(NamedTests.missing(document)).isEmpty();
    }

    @Test
    void shouldNoticeATestThatDoesNotExist() throws IOException {
        assertThat(NamedTests.missing(
                        "`GuaranteesDocumentTest.shouldNameTestsThatExist`, `NoSuchTest`, `CheckerTest.shouldNot`"))
                .containsExactly("`NoSuchTest`", "`CheckerTest.shouldNot`");
    }

    @Test
    void shouldNameJustTheTestsThatAreMarkedAsRowsOfTheFailureTable() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        Map<String, Set<String>> marked = markedTests();

        assertThat(marked.keySet())
                .as("rows with a test")
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Breakage.values()).map(Breakage::name).toList());
        for (Breakage breakage : Breakage.values()) {
            List<String> rows = lines.stream()
                    .filter(line -> line.startsWith("| " + breakage + " |"))
                    .toList();
            assertThat(rows).as("rows of '%s'", breakage).hasSize(1);
            assertThat(NamedTests.in(rows.getFirst()))
                    .as("tests of '%s'", breakage)
                    .containsExactlyInAnyOrderElementsOf(marked.get(breakage.name()));
        }
    }

    private static Map<String, Set<String>> markedTests() throws IOException {
        try (Stream<Path> files = Files.list(HERE)) {
            return files.filter(file -> file.toString().endsWith("IT.java"))
                    .flatMap(file -> MARKED_TEST
                            .matcher(NamedTests.read(file))
                            .results()
                            .map(marked -> Map.entry(
                                    marked.group(1),
                                    file.getFileName().toString().replace(".java", "") + "." + marked.group(2))))
                    .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        }
    }
}
