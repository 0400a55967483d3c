package io.tocsin.testsupport;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/configuration.md}, as it stands and as the code has it; for tests, which run in the directory of their module. */
public final class ConfigurationDocument {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final Pattern UPPER = Pattern.compile("([A-Z])");

    private ConfigurationDocument() {}

    /** The rows of its tables, without what the last column says. */
    public static List<String> rows(String prefix) {
        return rows().filter(row -> row.startsWith("| `" + prefix))
                .map(row -> row.substring(0, row.lastIndexOf(" | ")))
                .toList();
    }

    /**
     * The rows of Kafka Streams' settings, without what the last column says.
     *
     * @param service whose section
     */
    public static List<String> rowsOfKafkaStreams(String service) {
        return lines(DOCUMENT)
                .dropWhile(line -> !line.equals("## " + service))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(row -> row.startsWith("| `kafka-streams."))
                .map(row -> row.substring(0, row.lastIndexOf(" | ")))
                .toList();
    }

    /** The rows that the settings of Kafka Streams should have: property and value, as this module sets them. */
    public static List<String> settingsOfKafkaStreams() {
        return lines(Path.of("src/main/resources/application.properties"))
                .filter(line -> line.startsWith("kafka-streams."))
                .map(line -> "| `" + line.replaceFirst("=", "` | `") + "`")
                .toList();
    }

    /** The rows whose last column says nothing. */
    public static List<String> rowsWithoutMeaning() {
        return rows().filter(row -> row.endsWith("|  |")).toList();
    }

    /**
     * The rows that a configuration should have: property, default, name in the environment.
     *
     * @param prefix of its properties
     * @param mapping the {@code @ConfigMapping} interface; its groups are nested in it
     */
    public static List<String> rowsOf(String prefix, Class<?> mapping) {
        return rows(prefix, mapping, mapping).toList();
    }

    private static Stream<String> rows() {
        return lines(DOCUMENT).filter(line -> line.startsWith("| `"));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    private static Stream<String> rows(String prefix, Class<?> group, Class<?> mapping) {
        return Arrays.stream(group.getDeclaredMethods()).flatMap(method -> {
            String name = prefix
                    + '.'
                    + UPPER.matcher(method.getName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
            boolean isGroup = method.getReturnType().getEnclosingClass() == mapping;
            return isGroup ? rows(name, method.getReturnType(), mapping) : Stream.of(row(name, method));
        });
    }

    private static String row(String name, Method method) {
        WithDefault given = method.getAnnotation(WithDefault.class);
        String environment = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return "| `" + name + "` | " + (given == null ? "–" : '`' + given.value() + '`') + " | `" + environment + '`';
    }
}
