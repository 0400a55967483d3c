package io.tocsin.notification.routing;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has been told of one incident, and what has not. An incident's first message goes out at once, and so does one that is worse than
 * all before; the flood behind is counted and told together. {@link Severity#INFORMATION} says that the incident is over.
 *
 * @param worst the worst that has come since it began, or began again; the first of its kind
 * @param last the last that has come
 * @param held how many have come and were not told yet
 * @param toldAt when the first message was told, or a summary last: what is held waits from then on
 * @param remindedAt when they were told or reminded last
 * @param level the last level that was told
 * @param levelToldAt when it was told first
 * @param signAt when the last one came
 * @param over whether it is over
 * @param acknowledged whether somebody has acknowledged
 */
public record Incident(
        Notification worst,
        Notification last,
        int held,
        Instant toldAt,
        Instant remindedAt,
        int level,
        Instant levelToldAt,
        Instant signAt,
        boolean over,
        boolean acknowledged) {

    /** What follows from something that happened. */
    public record Step(Incident incident, List<Telling> tellings) {
        /** Copies {@code tellings}. */
        public Step {
            tellings = List.copyOf(tellings);
        }
    }

    /** The first that is heard of an incident. */
    public static Step begun(Notification first, Instant now) {
        var incident = new Incident(first, first, 0, now, now, 1, now, now, isEnd(first), false);
        return new Step(incident, List.of(new Telling.First(first, 1)));
    }

    /** Another message of the same incident. */
    public Step notified(Notification next, Instant now, GroupingPolicy policy) {
        boolean worse = next.severity().compareTo(worst.severity()) < 0;
        boolean burnsAgain = over && next.severity().isAlarm();
        if (worse || burnsAgain) {
            var incident = new Incident(next, next, held, toldAt, now, level, now, now, false, false);
            return new Step(incident, List.of(new Telling.First(next, level)));
        }
        var waiting = over && !isEnd(next)
                ? new Incident(next, next, held + 1, toldAt, now, 1, now, now, false, false)
                : new Incident(
                        worst, next, held + 1, toldAt, remindedAt, level, levelToldAt, now, isEnd(next), acknowledged);
        return waiting.passed(now, policy);
    }

    private static boolean isEnd(Notification notification) {
        return notification.severity() == Severity.INFORMATION;
    }

    /** Somebody has acknowledged: no reminder and no escalation any more. */
    public Incident acknowledgedBySomebody() {
        return new Incident(worst, last, held, toldAt, remindedAt, level, levelToldAt, signAt, over, true);
    }

    /** Time has passed. However much: nothing is told twice because nobody looked for long. */
    public Step passed(Instant now, GroupingPolicy policy) {
        Incident incident = this;
        var tellings = new ArrayList<Telling>();
        if (incident.summaryIsDue(now, policy)) {
            tellings.add(new Telling.Summary(last, held, level));
            incident = new Incident(worst, last, 0, now, remindedAt, level, levelToldAt, signAt, over, acknowledged);
        }
        if (incident.escalationIsDue(now, policy)) {
            tellings.add(new Telling.Escalation(worst, level + 1));
            incident = incident.remindedAt(now, level + 1, now);
        } else if (incident.reminderIsDue(now, policy)) {
            tellings.add(new Telling.Reminder(worst, level));
            incident = incident.remindedAt(now, level, levelToldAt);
        }
        return new Step(incident, tellings);
    }

    private Incident remindedAt(Instant now, int newLevel, Instant newLevelToldAt) {
        return new Incident(worst, last, held, toldAt, now, newLevel, newLevelToldAt, signAt, over, acknowledged);
    }

    private boolean summaryIsDue(Instant now, GroupingPolicy policy) {
        return summaryDue(policy).filter(due -> !now.isBefore(due)).isPresent();
    }

    private boolean escalationIsDue(Instant now, GroupingPolicy policy) {
        return escalationDue(policy).filter(due -> !now.isBefore(due)).isPresent();
    }

    private boolean reminderIsDue(Instant now, GroupingPolicy policy) {
        return reminderDue(policy).filter(due -> !now.isBefore(due)).isPresent();
    }

    private Optional<Instant> summaryDue(GroupingPolicy policy) {
        return held == 0 ? Optional.empty() : Optional.of(toldAt.plus(policy.summaryEvery()));
    }

    private Optional<Instant> escalationDue(GroupingPolicy policy) {
        return over || acknowledged || level >= policy.levels()
                ? Optional.empty()
                : Optional.of(levelToldAt.plus(policy.escalateAfter()));
    }

    private Optional<Instant> reminderDue(GroupingPolicy policy) {
        return over || acknowledged ? Optional.empty() : Optional.of(remindedAt.plus(policy.reminderEvery()));
    }

    private Optional<Instant> forgettingDue(GroupingPolicy policy) {
        return held == 0 && (over || acknowledged) ? Optional.of(signAt.plus(policy.forgetAfter())) : Optional.empty();
    }

    /** Whether nothing more will come of it and its next message would be a new incident's first. */
    public boolean isForgotten(Instant now, GroupingPolicy policy) {
        return forgettingDue(policy).filter(due -> !now.isBefore(due)).isPresent();
    }

    /** When to look at it again. */
    public Instant due(GroupingPolicy policy) {
        return Stream.of(summaryDue(policy), escalationDue(policy), reminderDue(policy), forgettingDue(policy))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow(() -> new IllegalStateException("an incident is open, held, or to be forgotten"));
    }
}
