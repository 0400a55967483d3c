package io.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final Instant START = Instant.parse("2025-01-06T08:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final GroupingPolicy POLICY = new GroupingPolicy(
            MINUTE.multipliedBy(5), MINUTE.multipliedBy(10), MINUTE.multipliedBy(3), 3, MINUTE.multipliedBy(30));

    @Test
    void shouldTellTheFirstAtOnceAndTheFloodBehindItTogether() {
        var ann = new OnCall();
        for (int i = 0; i < 50; i++) {
            ann.hear(Severity.ALARM);
        }
        assertThat(ann.told).containsExactly("first ALARM to 1");
        ann.acknowledge();

        ann.wait(POLICY.summaryEvery());

        assertThat(ann.told).containsExactly("first ALARM to 1", "summary of 49 to 1");
    }

    @Test
    void shouldTellOneFirstForEachFloorOfAFireAndSummariesAfter() {
        Map<Integer, OnCall> floors = new HashMap<>();
        for (int detector = 0; detector < 500; detector++) {
            floors.computeIfAbsent(detector % 10, floor -> new OnCall()).hear(Severity.ALARM);
        }
        assertThat(floors.values().stream().mapToInt(floor -> floor.told.size()).sum())
                .isEqualTo(10);

        floors.values().forEach(OnCall::acknowledge);
        floors.values().forEach(floor -> floor.wait(POLICY.summaryEvery()));

        assertThat(floors.values())
                .allSatisfy(floor -> assertThat(floor.told).containsExactly("first ALARM to 1", "summary of 49 to 1"));
    }

    @Test
    void shouldTellAtOnceWhatIsWorse() {
        var ann = new OnCall();
        ann.hear(Severity.FAULT);
        ann.hear(Severity.ALARM);

        assertThat(ann.told).containsExactly("first FAULT to 1", "first ALARM to 1");
    }

    @Test
    void shouldTellTheNextLevelsInTimeAndThenRemindAll() {
        var ann = new OnCall();
        ann.hear(Severity.ALARM);

        ann.wait(POLICY.escalateAfter().minusMillis(1));
        assertThat(ann.told).hasSize(1);
        ann.wait(Duration.ofMillis(1));
        ann.wait(POLICY.escalateAfter());
        ann.wait(POLICY.reminderEvery());

        assertThat(ann.told)
                .containsExactly(
                        "first ALARM to 1", "escalation ALARM to 2", "escalation ALARM to 3", "reminder ALARM to 3");
    }

    @Test
    void shouldLeaveThemAloneOnceSomebodyAcknowledges() {
        var ann = new OnCall();
        ann.hear(Severity.ALARM);
        ann.acknowledge();

        ann.wait(Duration.ofHours(5));

        assertThat(ann.told).containsExactly("first ALARM to 1");
        assertThat(ann.isForgotten()).isTrue();
    }

    @Test
    void shouldLeaveThemAloneOnceItIsOverAndSaySo() {
        var ann = new OnCall();
        ann.hear(Severity.ALARM);
        ann.wait(MINUTE);
        ann.hear(Severity.INFORMATION);

        ann.wait(Duration.ofHours(5));

        assertThat(ann.told).containsExactly("first ALARM to 1", "summary of 1 to 1");
        assertThat(ann.isForgotten()).isTrue();
    }

    @Test
    void shouldTellAtOnceWhenItBurnsAgain() {
        var ann = new OnCall();
        ann.hear(Severity.ALARM);
        ann.acknowledge();
        ann.hear(Severity.INFORMATION);
        ann.hear(Severity.ALARM);
        ann.wait(POLICY.escalateAfter());

        assertThat(ann.told).startsWith("first ALARM to 1", "first ALARM to 1", "escalation ALARM to 2");
    }

    @Test
    void shouldTellAtOnceWhenItBurnsAgainAfterAFault() {
        var ann = new OnCall();
        ann.hear(Severity.ALARM);
        ann.hear(Severity.INFORMATION);
        ann.hear(Severity.FAULT);
        ann.hear(Severity.ALARM);

        assertThat(ann.told).containsExactly("first ALARM to 1", "first ALARM to 1");
    }

    @Test
    void shouldNotFloodWhenAFaultComesAndGoes() {
        var ann = new OnCall();
        for (int second = 0; second < 600; second++) {
            ann.hear(second % 2 == 0 ? Severity.FAULT : Severity.INFORMATION);
            ann.wait(Duration.ofSeconds(1));
        }

        assertThat(ann.told).hasSizeLessThanOrEqualTo(1 + 2 + 3);
    }

    @Test
    void shouldTellNothingTwiceWhenNobodyLookedForLong() {
        var ann = new OnCall();
        ann.hear(Severity.ALARM);

        ann.lookOnlyAfter(Duration.ofDays(1));

        assertThat(ann.told).containsExactly("first ALARM to 1", "escalation ALARM to 2");
    }

    @Property
    void shouldCountEveryMessageOnceAndHoldBackNoneForEver(@ForAll("stories") List<Message> story) {
        var ann = new OnCall();
        for (Message message : story) {
            ann.wait(message.after());
            ann.hear(message.severity());
        }
        ann.acknowledge();
        ann.wait(POLICY.summaryEvery());

        assertThat(ann.counted).isEqualTo(story.size());
    }

    @Property
    void shouldNeverHoldBackAnAlarmThatIsTheFirst(@ForAll("stories") List<Message> story) {
        var ann = new OnCall();
        boolean burning = false;
        for (Message message : story) {
            ann.wait(message.after());
            int before = ann.told.size();
            ann.hear(message.severity());
            if (message.severity() == Severity.ALARM && !burning) {
                assertThat(ann.told.subList(before, ann.told.size())).anyMatch(it -> it.startsWith("first ALARM"));
            }
            burning = switch (message.severity()) {
                case ALARM -> true;
                case PRE_ALARM, FAULT -> burning;
                case INFORMATION -> false;
            };
        }
    }

    @Property
    void shouldTellNoMoreOftenThanThePolicySays(@ForAll("stories") List<Message> story) {
        var ann = new OnCall();
        Duration length = Duration.ZERO;
        for (Message message : story) {
            ann.wait(message.after());
            length = length.plus(message.after());
            ann.hear(message.severity());
        }

        long summaries =
                ann.told.stream().filter(it -> it.startsWith("summary")).count();
        assertThat(summaries).isLessThanOrEqualTo(length.dividedBy(POLICY.summaryEvery()));
        assertThat(ann.told.stream().filter(it -> it.startsWith("reminder")).count())
                .isLessThanOrEqualTo(length.dividedBy(POLICY.reminderEvery()));
    }

    /** @param after how long after the one before */
    private record Message(Severity severity, Duration after) {}

    @Provide
    Arbitrary<List<Message>> stories() {
        return Combinators.combine(
                        Arbitraries.of(Severity.class),
                        Arbitraries.integers().between(0, 400).map(Duration::ofSeconds))
                .as(Message::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    /** Follows one incident in virtual time, looking whenever it says that it is due. */
    private static final class OnCall {
        private final List<String> told = new ArrayList<>();
        private final List<Incident> states = new ArrayList<>();
        private Instant now = START;
        private int counted;

        void hear(Severity severity) {
            var notification = new Notification(
                    Notification.Id.of(UUID.randomUUID().toString()), "it", severity, "what", "where", now, now, "do");
            take(
                    states.isEmpty() || isForgotten()
                            ? Incident.begun(notification, now)
                            : states.getLast().notified(notification, now, POLICY));
        }

        void acknowledge() {
            states.add(states.getLast().acknowledgedBySomebody());
        }

        void wait(Duration duration) {
            Instant end = now.plus(duration);
            while (!states.isEmpty()
                    && !isForgotten()
                    && !states.getLast().due(POLICY).isAfter(end)) {
                Instant due = states.getLast().due(POLICY);
                now = due.isAfter(now) ? due : now;
                take(states.getLast().passed(now, POLICY));
            }
            now = end;
        }

        void lookOnlyAfter(Duration duration) {
            now = now.plus(duration);
            take(states.getLast().passed(now, POLICY));
        }

        boolean isForgotten() {
            return states.getLast().isForgotten(now, POLICY);
        }

        private void take(Incident.Step step) {
            states.add(step.incident());
            for (Telling telling : step.tellings()) {
                Severity severity = telling.notification().severity();
                switch (telling) {
                    case Telling.First first -> {
                        counted++;
                        told.add("first " + severity + " to " + first.lastLevel());
                    }
                    case Telling.Summary summary -> {
                        counted += summary.count();
                        told.add("summary of " + summary.count() + " to " + summary.lastLevel());
                    }
                    case Telling.Reminder reminder -> told.add("reminder " + severity + " to " + reminder.lastLevel());
                    case Telling.Escalation next -> told.add("escalation " + severity + " to " + next.lastLevel());
                }
            }
        }
    }
}
