package io.tocsin.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What was seen of each {@link Breakage}: one line for each of its tests, printed when all tests of the run are over. */
final class FailureTable implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(FailureTable.class);
    private static final String LINE = "| %-44s | %-78s | %8s | %7s | %8s | %9s | %7s | %6s |%n";

    private final Map<Test, Result> results = new ConcurrentSkipListMap<>();

    /**
     * What a test compared.
     *
     * @param payments that were asked for
     * @param charges that the bank approved for them
     * @param outcomes of them
     * @param inquiries that the bank had meanwhile
     * @param repeats charge requests that the bank had decided, or was deciding, already
     */
    record Figures(long payments, long charges, long outcomes, long inquiries, long repeats) {
        private static final Figures NONE = new Figures(0, 0, 0, 0, 0);

        Figures plus(Figures other) {
            return new Figures(
                    payments + other.payments,
                    charges + other.charges,
                    outcomes + other.outcomes,
                    inquiries + other.inquiries,
                    repeats + other.repeats);
        }
    }

    private record Test(Breakage breakage, String name) implements Comparable<Test> {
        @Override
        public int compareTo(Test other) {
            int byRow = breakage.compareTo(other.breakage);
            return byRow == 0 ? name.compareTo(other.name) : byRow;
        }
    }

    private record Result(Figures figures, boolean passed) {
        Result plus(Result other) {
            return new Result(figures.plus(other.figures), passed && other.passed);
        }
    }

    /** The one of this run. */
    static FailureTable of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(FailureTable.class, key -> new FailureTable(), FailureTable.class);
    }

    /**
     * Takes down how a test ended, if it belongs to a row. Runs of one test with several parameters are added up.
     *
     * @param figures absent if it ended before it compared anything
     * @throws AssertionError if it passed without having compared anything
     */
    void add(ExtensionContext context, @Nullable Figures figures, boolean passed) {
        Optional<Breakage.Row> row = context.getTestMethod().map(method -> method.getAnnotation(Breakage.Row.class));
        if (row.isPresent() && passed && figures == null) {
            throw new AssertionError(
                    context.getDisplayName() + " has not compared the outcomes with the bank's ledger");
        }
        row.ifPresent(its -> results.merge(
                new Test(
                        its.value(),
                        context.getRequiredTestClass().getSimpleName() + "."
                                + context.getRequiredTestMethod().getName()),
                new Result(figures == null ? Figures.NONE : figures, passed),
                Result::plus));
    }

    @Override
    public void close() {
        if (!results.isEmpty()) {
            System.out.print(this);
        }
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(LINE.formatted(
                "what breaks", "test", "payments", "charges", "outcomes", "inquiries", "repeats", "passed"));
        for (Breakage breakage : Breakage.values()) {
            List<String> its = results.entrySet().stream()
                    .filter(entry -> entry.getKey().breakage() == breakage)
                    .map(entry -> line(entry.getKey(), entry.getValue()))
                    .toList();
            lines.addAll(its.isEmpty() ? List.of(LINE.formatted(breakage, "not run", "", "", "", "", "", "")) : its);
        }
        return String.join("", lines);
    }

    private static String line(Test test, Result result) {
        Figures figures = result.figures();
        return LINE.formatted(
                test.breakage(),
                test.name(),
                figures.payments(),
                figures.charges(),
                figures.outcomes(),
                figures.inquiries(),
                figures.repeats(),
                result.passed() ? "yes" : "NO");
    }
}
