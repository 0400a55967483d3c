package io.tocsin.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a comparison, as a table for people and as JSON for programs. Ratios are what counts. */
final class Report {
    private final String title;
    private final String what;
    private final Map<String, Object> setting;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One contender.
     *
     * @param median of its repetitions, per second
     * @param ratio of the first row's median to this one's
     * @param cpuMicros median processor time for each, broker and load included
     */
    record Row(
            String contender,
            double median,
            double lowest,
            double highest,
            double ratio,
            double cpuMicros,
            List<Stopwatch.Reading> all) {}

    /** @param what is counted, in the plural */
    Report(String title, String what, Map<String, Object> setting, Map<String, List<Stopwatch.Reading>> readings) {
        this.title = title;
        this.what = what;
        this.setting = setting;
        double first = 0;
        for (Map.Entry<String, List<Stopwatch.Reading>> entry : readings.entrySet()) {
            List<Double> sorted = entry.getValue().stream()
                    .map(Stopwatch.Reading::perSecond)
                    .sorted()
                    .toList();
            double cpu = median(entry.getValue().stream()
                    .map(Stopwatch.Reading::cpuMicros)
                    .sorted()
                    .toList());
            double median = median(sorted);
            first = first == 0 ? median : first;
            rows.add(new Row(
                    entry.getKey(),
                    median,
                    sorted.getFirst(),
                    sorted.getLast(),
                    first / median,
                    cpu,
                    entry.getValue()));
        }
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    void print() {
        System.out.printf("%n%s%n", title);
        setting.forEach((name, value) -> System.out.printf("  %s: %s%n", name, value));
        System.out.printf(
                "%n  %-40s %12s %12s %12s %18s %14s%n",
                "", what + "/s", "lowest", "highest", "first row is", "µs processor");
        for (Row row : rows) {
            System.out.printf(
                    "  %-40s %,12.0f %,12.0f %,12.0f %15.2f ×  %,13.0f%n",
                    row.contender(), row.median(), row.lowest(), row.highest(), row.ratio(), row.cpuMicros());
        }
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("title", title);
        map.put("what", what);
        map.put("setting", setting);
        map.put("rows", rows);
        return map;
    }
}
