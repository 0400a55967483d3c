package io.tocsin.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md} names tests that exist, and all tests of the failure table. */
class GuaranteesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/guarantees.md");
    private static final Path PROJECT = Path.of("..");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path HERE = Path.of("src/test/java/io/tocsin/system");

    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern MARKED_TEST =
            Pattern.compile("@Breakage\\.Row\\(Breakage\\.(\\w+)\\)\\s+void (\\w+)\\(");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(NAMED_TEST.matcher(document).results()).hasSizeGreaterThan(50);
        assertThat(missing(document)).isEmpty();
    }

    @Test
    void shouldNoticeATestThatDoesNotExist() throws IOException {
        assertThat(missing("`GuaranteesDocumentTest.shouldNameTestsThatExist`, `NoSuchTest`, `CheckerTest.shouldNot`"))
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
            assertThat(NAMED_TEST
                            .matcher(rows.getFirst())
                            .results()
                            .map(named -> named.group(1) + "." + named.group(2)))
                    .as("tests of '%s'", breakage)
                    .containsExactlyInAnyOrderElementsOf(marked.get(breakage.name()));
        }
    }

    /** The tests named in {@code text} of which there is no source. */
    private static List<String> missing(String text) throws IOException {
        Map<String, Set<Path>> sources = testSources();
        return NAMED_TEST
                .matcher(text)
                .results()
                .filter(named -> !exists(named, sources))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean exists(MatchResult named, Map<String, Set<Path>> sources) {
        String method = named.group(2);
        return sources.getOrDefault(named.group(1) + ".java", Set.of()).stream()
                .anyMatch(source -> method == null || read(source).contains("void " + method + "("));
    }

    private static Map<String, Set<Path>> testSources() throws IOException {
        var sources = new HashMap<String, Set<Path>>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(PROJECT, GuaranteesDocumentTest::hasTests)) {
            for (Path module : modules) {
                try (Stream<Path> files = Files.walk(module.resolve(TESTS))) {
                    files.forEach(
                            file -> sources.computeIfAbsent(file.getFileName().toString(), name -> new HashSet<>())
                                    .add(file));
                }
            }
        }
        return sources;
    }

    private static boolean hasTests(Path module) {
        return Files.isDirectory(module.resolve(TESTS));
    }

    private static Map<String, Set<String>> markedTests() throws IOException {
        try (Stream<Path> files = Files.list(HERE)) {
            return files.filter(file -> file.toString().endsWith("IT.java"))
                    .flatMap(file -> MARKED_TEST
                            .matcher(read(file))
                            .results()
                            .map(marked -> Map.entry(
                                    marked.group(1),
                                    file.getFileName().toString().replace(".java", "") + "." + marked.group(2))))
                    .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + source, e);
        }
    }
}
