package io.tocsin.fire.topology;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is on its way to a topic. It is kept with the state that it follows from until it has been read back from there: the
 * state and the record are two requests to Kafka, and a crash can come between them. The latest are kept: of those before
 * them the records are in Kafka for long, or reading is far behind and they are on their way.
 */
final class Told {
    private static final int MOST = 100;

    private Told() {}

    static <E> List<E> with(List<E> onTheirWay, List<E> more) {
        return more.isEmpty()
                ? onTheirWay
                : Stream.concat(onTheirWay.stream(), more.stream())
                        .skip(Math.max(0, onTheirWay.size() + more.size() - MOST))
                        .toList();
    }

    /** The rest, when one has arrived. */
    static <E> List<E> without(List<E> onTheirWay, Predicate<E> arrived) {
        return onTheirWay.stream().filter(arrived.negate()).toList();
    }
}
