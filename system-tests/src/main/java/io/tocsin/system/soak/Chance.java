package io.tocsin.system.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Draws that a seed decides. Each part of a soak has one of its own, so that no part's draws depend on another's speed. */
final class Chance {
    private final SplittableRandom random;

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    static Chance of(long seed) {
        return new Chance(new SplittableRandom(seed));
    }

    /** One for another part. */
    Chance split() {
        return new Chance(random.split());
    }

    boolean in(double share) {
        return random.nextDouble() < share;
    }

    /** A whole number from {@code from} on and below {@code to}. */
    int between(int from, int to) {
        return random.nextInt(from, to);
    }

    double between(double from, double to) {
        return random.nextDouble(from, to);
    }

    Duration between(Duration from, Duration to) {
        return Duration.ofMillis(random.nextLong(from.toMillis(), to.toMillis() + 1));
    }

    long number() {
        return random.nextLong();
    }

    <T> T oneOf(List<? extends T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> List<T> shuffled(List<T> cards) {
        var shuffled = new ArrayList<>(cards);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }
}
