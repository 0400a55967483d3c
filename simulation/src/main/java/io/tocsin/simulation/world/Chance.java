package io.tocsin.simulation.world;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All chance of a history: the same seed, the same history. */
final class Chance implements RandomGenerator {
    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Another source: what is drawn from the one does not move the other. */
    Chance split() {
        return new Chance(random.split());
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** {@code from} to {@code to}, both inclusive, all as likely. */
    int among(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    /** Nanoseconds between the two; short ones are as likely as long ones, by their order of magnitude. */
    long nanosBetween(Duration from, Duration to) {
        double low = Math.log(Math.max(1.0, (double) from.toNanos()));
        double high = Math.log(Math.max(1.0, (double) to.toNanos()));
        return (long) Math.exp(low + (high - low) * random.nextDouble());
    }

    /** Like {@link #nanosBetween}, in whole milliseconds. */
    Duration between(Duration from, Duration to) {
        return Duration.ofMillis(Math.max(from.toMillis(), nanosBetween(from, to) / 1_000_000));
    }

    /** One of several, each with its weight; returns its place. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double drawn = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            drawn -= weights[i];
            if (drawn < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** One of several, all as likely. */
    <T> T oneOf(T[] all) {
        return all[among(0, all.length - 1)];
    }

    /** One of several, each with its weight. */
    <T> T oneOf(T[] all, double... weights) {
        return all[weighted(weights)];
    }
}
