package io.tocsin.calls.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.DeadLetterHeaders;
import io.tocsin.calls.OutboundCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README says what is so. */
class ReadmeTest {
    private static final Pattern CODE_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("// @start region=\"(\\w+)\"\\n(.*?)\\n *// @end", Pattern.DOTALL);

    private final String readme = Files.readString(Path.of("README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void shouldShowTheCompiledExample() throws IOException {
        String example = Files.readString(Path.of("src/test/java/io/tocsin/calls/example/ParcelLabels.java"));
        List<String> regions = all(REGION, example).stream()
                .map(it -> it.group(2).stripIndent().strip())
                .toList();
        List<String> shown =
                all(CODE_BLOCK, readme).stream().map(it -> it.group(1).strip()).toList();

        assertThat(regions).hasSize(4);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(regions);
    }

    @Test
    void shouldNameEveryMetricAsPrometheusSeesIt() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        OutboundCalls.<ParcelLabels.Order, String>named("parcels", new ParcelLabels.OrderForm(), ParcelLabels::write)
                .meters(registry)
                .commitSignal(CommitSignal.afterEachStep())
                .calling(new ParcelLabels.ParcelService());
        Set<String> published = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE tocsin_calls_"))
                .map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(firstColumn("## Metrics")).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void shouldNameEveryDeadLetterHeader() {
        assertThat(firstColumn("## Dead letters"))
                .containsExactly(
                        DeadLetterHeaders.MESSAGE,
                        DeadLetterHeaders.TOPIC,
                        DeadLetterHeaders.PARTITION,
                        DeadLetterHeaders.OFFSET,
                        DeadLetterHeaders.ATTEMPTS,
                        DeadLetterHeaders.FIRST_SEEN,
                        DeadLetterHeaders.KEY_CUT,
                        DeadLetterHeaders.VALUE_CUT,
                        DeadLetterHeaders.HEADERS_CUT);
    }

    @Test
    void shouldNameEveryLimitWithItsDefault() {
        CallLimits limits = CallLimits.DEFAULTS;
        CircuitPolicy circuit = CircuitPolicy.DEFAULTS;
        assertThat(readme)
                .contains("| `maxCallsInFlight` | " + limits.maxCallsInFlight() + " |")
                .contains("| `maxOpenRequests` | " + limits.maxOpenRequests() + " |")
                .contains("| `longestHold` | " + limits.longestHold().toMillis() + " ms |")
                .contains("| `longestWait` | " + limits.longestWait().toDays() + " days |")
                .contains("| `tick` | " + limits.tick().toMillis() + " ms |")
                .contains("| `ledgerWindow` | " + limits.ledgerWindow().toDays() + " days |")
                .contains("| `window` | " + circuit.window() + " |")
                .contains("| `minimumCalls` | " + circuit.minimumCalls() + " |")
                .contains("| `failureShare` | " + circuit.failureShare() + " |")
                .contains("| `firstPause` | " + circuit.firstPause().toSeconds() + " s |")
                .contains("| `longestPause` | " + circuit.longestPause().toSeconds() + " s |");
    }

    private List<String> firstColumn(String heading) {
        String section = readme.substring(readme.indexOf(heading) + heading.length());
        int end = section.indexOf("\n## ");
        return all(Pattern.compile("(?m)^\\| `([^`]+)` \\|"), end < 0 ? section : section.substring(0, end)).stream()
                .map(it -> it.group(1))
                .toList();
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
