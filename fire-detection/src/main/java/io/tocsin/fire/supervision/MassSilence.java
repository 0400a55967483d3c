package io.tocsin.fire.supervision;

import io.tocsin.model.fire.SignalRelay.Census;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When most of many detectors are overdue at once, it is the way to them that is broken. */
final class MassSilence {
    private MassSilence() {}

    /**
     * The intervals, in seconds, of which more than half of all detectors are overdue.
     *
     * @param from of so many detectors or more
     */
    static Set<Integer> of(Collection<Census> here, Collection<Census> elsewhere, int from) {
        Map<Integer, Census> totals = new HashMap<>();
        Stream.concat(here.stream(), elsewhere.stream())
                .forEach(census -> totals.merge(census.intervalSeconds(), census, MassSilence::sum));
        return totals.values().stream()
                .filter(total -> total.watched() >= from && 2L * total.overdue() > total.watched())
                .map(Census::intervalSeconds)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Census sum(Census one, Census other) {
        return new Census(one.intervalSeconds(), one.watched() + other.watched(), one.overdue() + other.overdue());
    }
}
