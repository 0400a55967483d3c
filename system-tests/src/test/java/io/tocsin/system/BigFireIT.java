package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.notification.Channel;
import io.tocsin.simulator.mail.ReceivedMail;
import io.tocsin.simulator.sms.ReceivedSms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five hundred detectors on ten floors say fire: whoever is on call is told of ten fires, and not of five hundred detectors. */
class BigFireIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** EN 54-2, 7.1; other tests may run beside this one. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final int FLOORS = 10;
    private static final int DETECTORS = 500;
    private static final int ELSEWHERE = 999;

    @RegisterExtension
    static final NotificationSystem SYSTEM =
            new NotificationSystem().withFireDetection().with("TOCSIN_NOTIFICATIONS_GROUPING_SUMMARY_EVERY", "3s");

    private static NotificationHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldTellOfEachFloorAtOnceAndThenSumUp() {
        house().list(NotificationSystem.people(1));
        FireHouse fire = SYSTEM.fire();
        for (int number = 1; number <= FLOORS; number++) {
            fire.register(new Floor(floor(number), "Floor " + number, "V-" + number, new FloorPolicy.Immediate()));
        }
        for (int number = 1; number <= DETECTORS; number++) {
            fire.register(Detector.active(new DetectorId(number), floor(1 + number % FLOORS), 30));
        }
        fire.awaitDetector(DETECTORS);
        somethingBurnsAlready(fire);

        var signalled = new ArrayList<Future<?>>();
        long start = System.nanoTime();
        for (int detector = 1; detector <= DETECTORS; detector++) {
            signalled.add(fire.signalled(detector, "1"));
        }
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> firsts(Channel.EMAIL) == FLOORS && firsts(Channel.SMS) == FLOORS);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "BigFireIT: the first mail and SMS of each of %d floors were there %d ms after the first signal%n",
                FLOORS, took.toMillis());
        assertThat(took).isLessThanOrEqualTo(AT_ONCE);
        assertThat(signalled).allMatch(Future::isDone);
        for (int number = 1; number <= FLOORS; number++) {
            fire.valveReports(floor(number), "open");
        }

        for (Channel channel : Channel.values()) {
            await().atMost(SOON).untilAsserted(() -> assertThat(firsts(channel) + summedUp(channel))
                    .isEqualTo(DETECTORS));
            List<String> headlines = headlines(channel);
            System.out.printf(
                    "BigFireIT: %d by %s for %d signals of fire%n", headlines.size(), channel.inWords(), DETECTORS);
            assertThat(headlines)
                    .allMatch(headline -> isFirst(headline) || summary(headline).matches());
            assertThat(headlines.stream().filter(BigFireIT::isFirst))
                    .doesNotHaveDuplicates()
                    .hasSize(FLOORS);
        }
    }

    /** Programs that have just started are slow at what they do for the first time. */
    private static void somethingBurnsAlready(FireHouse fire) {
        fire.registerEachOnItsFloor(ELSEWHERE, ELSEWHERE, 30);
        fire.signal(ELSEWHERE, "1");
        await().atMost(SOON)
                .until(() -> house().mails().size() == 1 && house().sms().size() == 1);
        fire.valveReports(floor(ELSEWHERE), "open");
    }

    private static List<String> headlines(Channel channel) {
        return channel == Channel.EMAIL ? mailHeadlines() : smsHeadlines();
    }

    private static List<String> mailHeadlines() {
        return house().mails().stream()
                .map(ReceivedMail::subject)
                .flatMap(Stream::ofNullable)
                .filter(BigFireIT::isOfTheBigOne)
                .toList();
    }

    private static List<String> smsHeadlines() {
        return house().sms().stream()
                .filter(ReceivedSms::complete)
                .map(sms -> sms.text().substring(0, sms.text().indexOf('.')))
                .filter(BigFireIT::isOfTheBigOne)
                .toList();
    }

    private static boolean isOfTheBigOne(String headline) {
        return !headline.contains("floor " + floor(ELSEWHERE));
    }

    private static boolean isFirst(String headline) {
        return headline.matches("FIRE ALARM, floor f\\d+");
    }

    private static Matcher summary(String headline) {
        return Pattern.compile("FIRE ALARM, floor f\\d+: (\\d+) more messages?").matcher(headline);
    }

    private static int firsts(Channel channel) {
        return (int) headlines(channel).stream().filter(BigFireIT::isFirst).count();
    }

    private static int summedUp(Channel channel) {
        return headlines(channel).stream()
                .flatMap(headline -> summary(headline).results())
                .map((MatchResult count) -> count.group(1))
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
