package io.tocsin.toll.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every property with its default and its environment name. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final String PREFIX = "tocsin.toll";
    private static final Pattern UPPER = Pattern.compile("([A-Z])");

    @Test
    void shouldListEveryPropertyWithItsDefault() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `" + PREFIX + "."))
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .toList();

        assertThat(documented)
                .as("the rows of docs/configuration.md for " + PREFIX + ": property, default, environment")
                .containsExactlyInAnyOrderElementsOf(
                        rows(PREFIX, TollConfig.class).toList());
    }

    @Test
    void shouldSayWhatEachPropertyMeans() throws IOException {
        assertThat(Files.readAllLines(DOCUMENT))
                .filteredOn(line -> line.startsWith("| `"))
                .noneMatch(line -> line.endsWith("|  |"));
    }

    @Test
    void shouldListTheSettingsOfKafkaStreamsAsTheyAre() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                .filter(line -> line.startsWith("kafka-streams."))
                .map(line -> "| `" + line.replaceFirst("=", "` | `") + "` |")
                .toList();

        assertThat(rows).isNotEmpty();
        assertThat(Files.readAllLines(DOCUMENT))
                .filteredOn(line -> line.startsWith("| `kafka-streams."))
                .map(line -> line.substring(0, line.indexOf("` | ", line.indexOf("` | ") + 1) + 3))
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    private static Stream<String> rows(String prefix, Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).flatMap(method -> {
            String name = prefix
                    + '.'
                    + UPPER.matcher(method.getName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
            boolean group = method.getReturnType().getEnclosingClass() == TollConfig.class;
            return group ? rows(name, method.getReturnType()) : Stream.of(row(name, method));
        });
    }

    private static String row(String name, Method method) {
        WithDefault given = method.getAnnotation(WithDefault.class);
        String environment = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return "| `" + name + "` | " + (given == null ? "–" : '`' + given.value() + '`') + " | `" + environment + '`';
    }
}
