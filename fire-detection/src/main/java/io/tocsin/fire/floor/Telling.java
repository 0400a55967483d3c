package io.tocsin.fire.floor;

import java.time.Duration;
import java.time.Instant;

/**
 * A command that is given again and again until the valve reports.
 *
 * @param since when it was first given
 * @param lastAt when it was last given
 * @param attempts how often it was given
 * @param overdue whether the valve has taken too long, and people know
 * @param afterFault whether a fault of this valve was known before the command was first given
 */
public record Telling(Instant since, Instant lastAt, int attempts, boolean overdue, boolean afterFault) {

    static Telling first(Instant now, boolean afterFault) {
        return new Telling(now, now, 1, false, afterFault);
    }

    /** Once more, now. */
    Telling again(Instant now) {
        return new Telling(since, now, attempts + 1, overdue, afterFault);
    }

    Telling elapsed(ValveTiming timing, Instant now) {
        Telling next = now.isBefore(lastAt.plus(timing.repeatEvery())) ? this : again(now);
        boolean late = !now.isBefore(since.plus(timing.confirmWithin()));
        return new Telling(since, next.lastAt, next.attempts, overdue || late, afterFault);
    }

    Instant due(ValveTiming timing) {
        Instant again = lastAt.plus(timing.repeatEvery());
        Instant late = since.plus(timing.confirmWithin());
        return overdue || again.isBefore(late) ? again : late;
    }

    /** The same, by a clock that has been set back. */
    Telling earlier(Duration by) {
        return new Telling(since.minus(by), lastAt.minus(by), attempts, overdue, afterFault);
    }

    /** Whether people know of a fault that has not ended. */
    boolean faultStands() {
        return overdue || afterFault;
    }
}
