package io.tocsin.system.soak;

import io.tocsin.system.check.Violation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Violations that are seen while it runs, each once. Used by many threads. */
final class Findings {
    private final Set<Violation> violations = ConcurrentHashMap.newKeySet();

    void add(Violation.Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }

    List<Violation> all() {
        return List.copyOf(violations);
    }
}
