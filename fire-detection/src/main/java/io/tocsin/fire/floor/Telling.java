package io.tocsin.fire.floor;

import java.time.Instant;

/**
 * A command that is given again and again until the valve reports.
 *
 * @param since when it was first given
 * @param lastAt when it was last given
 * @param attempts how often it was given
 * @param overdue whether the valve has taken too long, and people know
 */
public record Telling(Instant since, Instant lastAt, int attempts, boolean overdue) {

    static Telling first(Instant now) {
        return new Telling(now, now, 1, false);
    }

    Telling elapsed(ValveTiming timing, Instant now) {
        boolean again = !now.isBefore(lastAt.plus(timing.repeatEvery()));
        boolean late = !now.isBefore(since.plus(timing.confirmWithin()));
        return new Telling(since, again ? now : lastAt, again ? attempts + 1 : attempts, overdue || late);
    }

    Instant due(ValveTiming timing) {
        Instant again = lastAt.plus(timing.repeatEvery());
        Instant late = since.plus(timing.confirmWithin());
        return overdue || again.isBefore(late) ? again : late;
    }
}
