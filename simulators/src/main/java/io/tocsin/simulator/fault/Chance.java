package io.tocsin.simulator.fault;

import io.tocsin.model.InvalidFieldException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something that strikes a share of what comes. */
public interface Chance {
    /** For shares that add up to one in decimal and to a trifle more in binary. */
    double ROUNDING = 1e-9;

    /** How much of what comes it strikes: 0 (none) to 1 (all). */
    double share();

    /** @throws InvalidFieldException when the share is not 0 to 1 */
    static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidFieldException("share", "must be 0 (none) to 1 (all)");
        }
    }

    /**
     * Refuses chances of which two would have to strike the same.
     *
     * @param field that the chances stand in
     * @param struck what they strike, for people
     * @throws InvalidFieldException when their shares add up to more than 1
     */
    static void requireOneAtMost(String field, String struck, List<? extends Chance> chances) {
        double sum = chances.stream().mapToDouble(Chance::share).sum();
        if (sum > 1 + ROUNDING) {
            throw new InvalidFieldException(
                    field, "the shares of those for " + struck + " add up to more than 1; each meets one at most");
        }
    }

    /**
     * Which of some chances strikes; null when none does.
     *
     * @param draw 0 (included) to 1 (not included)
     * @param counts which of the chances come into question
     */
    static <C extends Chance> @Nullable C drawn(double draw, List<C> chances, Predicate<C> counts) {
        double left = draw;
        for (C chance : chances) {
            if (counts.test(chance)) {
                left -= chance.share();
                if (left < 0) {
                    return chance;
                }
            }
        }
        return null;
    }
}
