package io.tocsin.cli.entries;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cli.replay.Progress;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.payment.Money;
import io.tocsin.model.topic.Topics;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 6);

    private final EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL);
    private final TinySettler settler = new TinySettler(kafka.bootstrapServers());
    private final EntryPlan plan = EntryPlan.of(
            List.of(List.of(
                    new TollRow(DAY, "Peak", "Cars", 700, Money.of(900, "USD")),
                    new TollRow(DAY, "Peak", "Buses", 300, Money.of(1476, "USD")))),
            1,
            Integer.MAX_VALUE);

    @BeforeAll
    void start() {
        settler.start();
    }

    @AfterAll
    void stop() throws InterruptedException {
        settler.stop();
        kafka.close();
    }

    @Test
    void shouldFollowEveryEntryToTheCent() throws InterruptedException {
        EntriesReport report = replay(0, Duration.ofSeconds(60), 1);

        assertThat(report.isGood()).isTrue();
        assertThat(report.settledTotal()).isEqualTo(Money.of(700 * 900 + 300 * 1476, "USD"));
    }

    @Test
    void shouldNotTakeOutcomesOfAnotherRunForItsOwn() throws InterruptedException {
        replay(0, Duration.ofSeconds(60), 2);

        assertThat(replay(2_000, Duration.ofSeconds(60), 3).isGood()).isTrue();
    }

    @Test
    void shouldReportASecondOutcomeAndAMissingOne() throws InterruptedException {
        settler.repeatAndSkipOne();

        EntriesReport report = replay(0, Duration.ofSeconds(5), 4);

        assertThat(report.outcomesTwice()).isEqualTo(1);
        assertThat(report.waiting()).isEqualTo(1);
        assertThat(report.isGood()).isFalse();
    }

    private EntriesReport replay(double perSecond, Duration patience, long run) throws InterruptedException {
        var screen = new Screen(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);
        Tally tally = new Replay(kafka.bootstrapServers(), perSecond, patience)
                .run(
                        plan,
                        new RunIds(run, new SplittableRandom(run)),
                        entries -> Progress.on(screen, "settled", entries));
        return EntriesReport.of("table.csv", List.of(DAY.toString()), 1, plan, tally, "USD");
    }
}
