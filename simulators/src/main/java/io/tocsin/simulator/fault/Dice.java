package io.tocsin.simulator.fault;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws which fault strikes next: with the same seed always the same. Safe to share between threads. */
public final class Dice {
    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** @param seed when empty, every one is different */
    public static Dice of(OptionalLong seed) {
        return new Dice(seed.isPresent() ? new SplittableRandom(seed.getAsLong()) : new SplittableRandom());
    }

    /** Another one whose draws do not depend on how often this one is used from now on. */
    public synchronized Dice another() {
        return new Dice(random.split());
    }

    /** What strikes the next that comes; null when nothing does. */
    public synchronized <C extends Chance> @Nullable C next(List<C> chances) {
        return chances.isEmpty() ? null : Chance.drawn(random.nextDouble(), chances, any -> true);
    }
}
