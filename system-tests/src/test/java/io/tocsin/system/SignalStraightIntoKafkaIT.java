package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** From outside, with nothing but a Kafka producer, and an operator over HTTP: as any controller and any person would. */
@Isolated("measures how long an alarm takes")
class SignalStraightIntoKafkaIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    /** EN 54-2, 7.1. */
    private static final Duration ALARM_LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem();

    private static FireHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldOpenTheValveOfTheFloorWhenAnyProducerWritesAOneUnderTheDetectorsNumber() {
        house().registerEachOnItsFloor(16, 18, 30);
        long written = System.nanoTime();
        house().signal(17, "1");

        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> !house().valveCommands(floor(17))
                .isEmpty());
        Duration took = Duration.ofNanos(System.nanoTime() - written);
        System.out.printf("SignalStraightIntoKafkaIT: valve commanded %d ms after the signal%n", took.toMillis());
        assertThat(took).isLessThan(ALARM_LIMIT);
        assertThat(house().alarms(floor(17))).singleElement().satisfies(alarm -> assertThat(alarm.count())
                .isOne());
        assertThat(house().valveCommands(floor(17))).allMatch(ValveCommand.Open.class::isInstance);
        assertThat(house().events(floor(16))).isEmpty();
        assertThat(house().events(floor(18))).isEmpty();
    }

    static boolean kcatIsInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("kcat", "-V").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** The whole way from outside: kcat writes, kcat reads. */
    @Test
    @EnabledIf(value = "kcatIsInstalled", disabledReason = "kcat is not installed")
    void shouldOpenTheValveOfTheFloorWhenKcatWritesAOne() throws IOException {
        house().registerEachOnItsFloor(40, 42, 30);
        long written = System.nanoTime();
        kcat("41:1\n", "-P", "-t", "detector-signals", "-K", ":");

        await().atMost(SOON).until(() -> !kcatReads("valve-commands").isEmpty());
        Duration took = Duration.ofNanos(System.nanoTime() - written);
        System.out.printf("SignalStraightIntoKafkaIT: kcat saw the valve commanded after %d ms%n", took.toMillis());
        assertThat(took).isLessThan(ALARM_LIMIT);
        assertThat(kcatReads("valve-commands")).allMatch(command -> command.contains("\"open\""));
        assertThat(house().alarms(floor(41))).hasSize(1);
        assertThat(house().events(floor(40))).isEmpty();
        assertThat(house().events(floor(42))).isEmpty();
    }

    private static List<String> kcatReads(String topic) throws IOException {
        return kcat("", "-C", "-t", topic, "-o", "beginning", "-e", "-q", "-K", " ")
                .lines()
                .filter(line -> line.startsWith(floor(41).text() + " "))
                .toList();
    }

    private static String kcat(String input, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("kcat", "-b", house().broker().bootstrapServers()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void shouldStayOpenAndLatchedUntilAPersonResetsAndClosesAndAlarmAgainWhileItStillSaysOne() throws IOException {
        FloorId floor = floor(20);
        house().registerEachOnItsFloor(20, 20, 30);
        house().signal(20, "1");
        await().atMost(SOON).until(() -> house().alarms(floor).size() == 1);
        house().valveReports(floor, "open");
        house().signal(20, "0");

        assertThat(act(floor, "close-valve")).isEqualTo(202);
        await().atMost(SOON).until(() -> refusals(floor).size() == 1);
        assertThat(refusals(floor).getFirst().refusal()).contains("reset it first");

        assertThat(act(floor, "reset")).isEqualTo(202);
        await().atMost(SOON).until(() -> count(floor, FloorEvent.AlarmReset.class) == 1);
        house().signal(20, "1");
        await().atMost(SOON).until(() -> house().alarms(floor).size() == 2);
        assertThat(house().alarms(floor).getLast().count()).isEqualTo(2);
        house().valveReports(floor, "open");
        assertThat(house().valveCommands(floor)).allMatch(ValveCommand.Open.class::isInstance);

        for (String action : List.of("acknowledge", "silence", "reset", "close-valve")) {
            assertThat(act(floor, action)).isEqualTo(202);
        }
        await().atMost(SOON).until(() -> house().valveCommands(floor).getLast() instanceof ValveCommand.Close);
        house().valveReports(floor, "closed");
        await().atMost(SOON)
                .until(() -> house().events(floor).getLast() instanceof FloorEvent.ValveConfirmed confirmed
                        && confirmed.position() == ValvePosition.CLOSED);
        assertThat(house().alarms(floor)).hasSize(2);
    }

    private static int act(FloorId floor, String action) throws IOException {
        return SYSTEM.service(1).http().onFloor(floor, action).status();
    }

    private static List<OperatorAction> refusals(FloorId floor) {
        return house().actions().stream()
                .filter(action -> action.refusal() != null)
                .filter(action -> action.command() instanceof OperatorCommand.ToFloor command
                        && command.floor().equals(floor))
                .toList();
    }

    private static long count(FloorId floor, Class<? extends FloorEvent> type) {
        return house().events(floor).stream().filter(type::isInstance).count();
    }
}
