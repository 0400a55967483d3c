package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long the bank takes to work on a request: a distribution. */
public sealed interface Latency {

    /** The longest that a bank can be told to take. */
    Duration LONGEST = Duration.ofHours(1);

    /** Draws one latency. */
    Duration next(RandomGenerator random);

    /** Always the same. */
    record Fixed(Duration time) implements Latency {
        /** @throws InvalidFieldException when it is negative or longer than {@link #LONGEST} */
        public Fixed {
            requireInRange("millis", time);
        }

        @Override
        public Duration next(RandomGenerator random) {
            return time;
        }
    }

    /** Any of a range, each as likely; both ends belong to it. */
    record Uniform(Duration from, Duration to) implements Latency {
        /** @throws InvalidFieldException when an end is out of range, or the range is empty */
        public Uniform {
            requireInRange("from", from);
            requireInRange("to", to);
            if (from.compareTo(to) > 0) {
                throw new InvalidFieldException("to", "must not be less than from");
            }
        }

        @Override
        public Duration next(RandomGenerator random) {
            return Duration.ofMillis(random.nextLong(from.toMillis(), to.toMillis() + 1));
        }
    }

    /**
     * The usual shape of a remote service: most answers near the median, a long tail of slow ones. Draws are cut off at
     * {@link #LONGEST}.
     *
     * @param median half of the draws are faster
     * @param p99 one draw in a hundred is slower
     */
    record LogNormal(Duration median, Duration p99) implements Latency {
        /** The 99th percentile of the standard normal distribution. */
        private static final double Z99 = 2.3263478740408408;

        /** @throws InvalidFieldException when the median is zero or a figure is out of range */
        public LogNormal {
            requireInRange("median", median);
            requireInRange("p99", p99);
            if (median.toMillis() == 0) {
                throw new InvalidFieldException(
                        "median", "must be at least 1 (for no latency at all use kind fixed with millis 0)");
            }
            if (p99.compareTo(median) < 0) {
                throw new InvalidFieldException("p99", "must not be less than median");
            }
        }

        @Override
        public Duration next(RandomGenerator random) {
            double sigma = Math.log((double) p99.toMillis() / median.toMillis()) / Z99;
            double millis = median.toMillis() * Math.exp(sigma * random.nextGaussian());
            return Duration.ofMillis(Math.min(Math.round(millis), LONGEST.toMillis()));
        }
    }

    private static void requireInRange(String field, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new InvalidFieldException(field, "must be 0 to " + LONGEST.toMillis() + " milliseconds");
        }
    }
}
