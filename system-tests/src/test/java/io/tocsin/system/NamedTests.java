package io.tocsin.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that a document names: {@code `SomeTest`}, {@code `SomeIT.shouldDoSomething`}. */
final class NamedTests {
    private static final Path PROJECT = Path.of("..");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    private NamedTests() {}

    /** All that {@code text} names, without the quotes. */
    static List<String> in(String text) {
        return NAMED_TEST
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(quoted -> quoted.substring(1, quoted.length() - 1))
                .toList();
    }

    /** The tests named in {@code text} of which there is no source. */
    static List<String> missing(String text) throws IOException {
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
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(PROJECT, NamedTests::hasTests)) {
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

    /** A source. */
    static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + source, e);
        }
    }
}
