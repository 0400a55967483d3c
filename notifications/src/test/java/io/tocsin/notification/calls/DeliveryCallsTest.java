package io.tocsin.notification.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.CallEvent;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.FailureKind;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.Outcome;
import io.tocsin.calls.RequestForm;
import io.tocsin.calls.RequestReading;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.testsupport.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateways' answers in the engine itself. */
@Timeout(60)
class DeliveryCallsTest {
    private static final DeliveryAnswer TAKEN = new DeliveryAnswer.Accepted(List.of("id"));
    private static final DeliveryAnswer LOST = new DeliveryAnswer.Unclear("cut after the dot");
    private static final DeliveryAnswer GREYLISTED =
            new DeliveryAnswer.Deferred(Duration.ofMinutes(1), "451 greylisted");
    private static final DeliveryAnswer AWAY = new DeliveryAnswer.NotReached("nobody listens");
    private static final DeliveryAnswer NO_SUCH_USER = new DeliveryAnswer.RefusedForGood("smtp-550", "no such user");

    private final SteppedClock clock = new SteppedClock();
    private final Queue<DeliveryAnswer> script = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();

    @Test
    void shouldSendAnAlarmAgainWhoseAnswerWasLost() {
        script.addAll(List.of(LOST, TAKEN));

        assertThat(outcomesOf("alarm")).containsExactly("alarm taken");
        assertThat(sent).containsExactly("alarm", "alarm");
    }

    @Test
    void shouldNotSendAnythingElseAgainWhoseAnswerWasLost() {
        script.add(LOST);

        assertThat(outcomesOf("report")).containsExactly("report " + FailureKind.OUTCOME_UNKNOWN);
        assertThat(sent).containsExactly("report");
    }

    @Test
    void shouldGiveUpARecipientWhoDoesNotExist() {
        script.add(NO_SUCH_USER);

        assertThat(outcomesOf("alarm")).containsExactly("alarm " + FailureKind.REFUSED);
    }

    @Test
    void shouldUseUpNoAttemptWhileItIsToldNotNow() {
        script.addAll(List.of(GREYLISTED, GREYLISTED, GREYLISTED, GREYLISTED, TAKEN));

        assertThat(outcomesOf("report")).containsExactly("report taken");
        assertThat(sent).hasSize(5);
    }

    @Test
    void shouldTryAgainWhatWasNotReached() {
        script.addAll(List.of(AWAY, AWAY, AWAY, AWAY, TAKEN));

        assertThat(outcomesOf("report")).as("no attempt is used up").containsExactly("report taken");
    }

    /** Sends one message and lets two hours pass. */
    private List<String> outcomesOf(String text) {
        var outcomes = new ArrayList<String>();
        OutboundCalls<Message, DeliveryAnswer.Accepted> engine = OutboundCalls.<Message, DeliveryAnswer.Accepted>named(
                        "mails", new MessageForm(), outcome -> {
                            outcomes.add(inWords(outcome));
                            return new byte[0];
                        })
                .retries(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(10), 0, Duration.ofMinutes(10)))
                .commitSignal(CommitSignal.afterEachStep())
                .clock(clock)
                .threads(Runnable::run)
                .calling(new DeliveryCalls<>(
                        this::send, (request, context) -> request.text().startsWith("alarm"), Duration.ofHours(4)));
        var builder = new StreamsBuilder();
        var events = builder.stream("messages", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .processValues(() -> new RequestReading<>(new MessageForm(), 1_000))
                .process(engine);
        events.filter((key, event) -> event instanceof CallEvent.Republished).to("messages", CallEvent.sink("again"));
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        try (var driver = new TopologyTestDriver(builder.build(), config, clock.instant())) {
            driver.createInputTopic("messages", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(text.getBytes(UTF_8), new MessageForm().write(new Message(text, 0)));
            for (int i = 0; i < 2 * 60 * 60 && outcomes.isEmpty(); i++) {
                clock.advance(Duration.ofSeconds(1));
                driver.advanceWallClockTime(Duration.ofSeconds(1));
            }
        }
        return outcomes;
    }

    private DeliveryAnswer send(Message message) {
        sent.add(message.text());
        return script.remove();
    }

    private static String inWords(Outcome<Message, DeliveryAnswer.Accepted> outcome) {
        return switch (outcome) {
            case Outcome.Succeeded<Message, DeliveryAnswer.Accepted> taken ->
                taken.request().text() + " taken";
            case Outcome.Failed<Message, DeliveryAnswer.Accepted> failed ->
                failed.request().text() + " " + failed.kind();
        };
    }

    /** A message: what it says, which is also its id, and how often it was tried. */
    private record Message(String text, int retries) {}

    private static final class MessageForm implements RequestForm<Message> {
        @Override
        public Message read(byte[] value) {
            String[] parts = new String(value, UTF_8).split("\\|", -1);
            return new Message(parts[0], Integer.parseInt(parts[1]));
        }

        @Override
        public byte[] write(Message message) {
            return (message.text() + '|' + message.retries()).getBytes(UTF_8);
        }

        @Override
        public String id(Message message) {
            return message.text();
        }

        @Override
        public String key(Message message) {
            return message.text();
        }

        @Override
        public byte[] content(Message message) {
            return message.text().getBytes(UTF_8);
        }

        @Override
        public int retries(Message message) {
            return message.retries();
        }

        @Override
        public @Nullable Instant notBefore(Message message) {
            return null;
        }

        @Override
        public Message retried(Message message, int retries, @Nullable Instant notBefore) {
            return new Message(message.text(), retries);
        }
    }
}
