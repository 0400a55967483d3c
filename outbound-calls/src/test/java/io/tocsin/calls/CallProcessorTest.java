package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testsupport.SteppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a topology test cannot show: a republished record that has not come back yet, and lives that follow each other. Kafka
 * Streams initialises one processor again when it revives a task after an aborted transaction, or resumes a suspended one: the
 * stores are then what was committed, and the heap must follow.
 */
class CallProcessorTest {
    private final SteppedClock clock = new SteppedClock();
    private final HandCrankedThreads threads = new HandCrankedThreads();
    private Runnable duringTheNextCall = () -> {};
    private final ScriptedOutside outside = new ScriptedOutside() {
        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            Runnable now = duringTheNextCall;
            duringTheNextCall = () -> {};
            now.run();
            return super.call(errand, context);
        }
    };
    private final OutboundCalls<Errand, String> engine = OutboundCalls.<Errand, String>named(
                    "errands", new Errand.Form(), Errand::outcome)
            .clock(clock)
            .threads(threads)
            .commitSignal(CommitSignal.afterEachStep())
            .calling(outside);
    private final MockProcessorContext<byte[], CallEvent<Errand, String>> context;
    private final CallProcessor<Errand, String> processor = new CallProcessor<>(engine);

    CallProcessorTest(@TempDir Path directory) {
        context = new MockProcessorContext<>(
                EngineOnTestDriver.config(StreamsConfig.EXACTLY_ONCE_V2), new TaskId(0, 0), directory.toFile());
        engine.stores().forEach(builder -> {
            var store = builder.withLoggingDisabled().withCachingDisabled().build();
            store.init(context.getStateStoreContext(), store);
        });
        processor.init(context);
    }

    @Test
    void shouldTakeTheAnswerOnceWhenTheTaskIsRevivedDuringTheCall() {
        process(errand("e1"));
        tick();
        duringTheNextCall = this::revive;
        threads.finishAll();
        tick();
        threads.finishAll();
        bringBack(processor);
        tick();

        assertThat(outside.asked()).containsExactly("call e1", "inquire e1", "call e1");
        assertThat(outcomes()).containsExactly("e1 done ok 1");
        assertThat(engine.books().inFlight()).isZero();
        assertThat(engine.books().even()).isTrue();
    }

    @Test
    void shouldBeginNoCallForATaskThatWasRevivedBefore() {
        process(errand("e1"));
        tick();
        assertThat(threads.inFlight()).isOne();

        revive();
        threads.finishAll();

        assertThat(outside.asked()).isEmpty();
        tick();
        threads.finishAll();
        bringBack(processor);
        tick();
        assertThat(outside.asked()).containsExactly("inquire e1", "call e1");
        assertThat(outcomes()).containsExactly("e1 done ok 1");
        assertThat(engine.books().even()).isTrue();
    }

    private void revive() {
        processor.close();
        processor.init(context);
    }

    @Test
    void shouldForgetWhatWasNotCommittedWhenTheTaskIsRevived() {
        process(errand("e1"));
        processor.close();
        KeyValueStore<String, byte[]> inFlight = context.getStateStore("errands-calls-in-flight");
        inFlight.delete("e1");
        KeyValueStore<String, byte[]> tally = context.getStateStore("errands-calls-tally");
        tally.delete("tally");

        processor.init(context);
        tick();

        assertThat(threads.inFlight()).isZero();
        assertThat(engine.books()).isEqualTo(Books.EMPTY);
        process(errand("e1"));
        settle();
        assertThat(outcomes()).containsExactly("e1 done ok 1");
    }

    @Test
    void shouldAskAboutEachInTheOrderOfArrivalWhenStartedOverAStoreOfAnother() {
        for (String id : List.of("e9", "e1", "e5")) {
            process(errand(id));
        }
        outside.onInquiry("e9", new InquiryResult.Done<>("done before"));
        processor.close();
        var next = new CallProcessor<>(engine);

        next.init(context);
        tick();
        bringBack(next);
        settle();

        assertThat(outside.asked()).containsExactly("inquire e9", "inquire e1", "call e1", "inquire e5", "call e5");
        assertThat(outcomes()).containsExactly("e9 done done before 1", "e1 done ok 1", "e5 done ok 1");
    }

    /** What was in line was certainly not called; what was announced may have been, and nobody can tell. */
    @Test
    void shouldSuspectOnlyWhatWasAnnouncedWhenTheOutsideCannotBeAsked() {
        var mute = ScriptedOutside.mute().onInquiry("a1", new InquiryResult.NeverKnown<>("must not come twice"));
        var unaskable = OutboundCalls.<Errand, String>named("errands", new Errand.Form(), Errand::outcome)
                .clock(clock)
                .threads(threads)
                .commitSignal(CommitSignal.afterEachStep())
                .calling(mute);
        var former = new CallProcessor<>(unaskable);
        former.init(context);
        for (String id : List.of("a1", "a2", "a3")) {
            process(former, errand(id));
        }
        former.close();
        assertThat(unaskable.callsInFlight())
                .as("an unused permit is given back")
                .isZero();
        former.init(context);
        former.close();
        assertThat(unaskable.callsInFlight()).as("and only once").isZero();

        var next = new CallProcessor<>(unaskable);
        next.init(context);
        tick();
        bringBack(next);
        settle();

        assertThat(mute.asked()).containsExactly("inquire a1", "call a2", "call a3");
        assertThat(outcomes()).containsExactly("a1 OUTCOME_UNKNOWN  0", "a2 done ok 1", "a3 done ok 1");
        assertThat(unaskable.callsInFlight()).isZero();
    }

    @Test
    void shouldAnnounceNothingBeforeItHasProcessedARecord() {
        var unaskable = OutboundCalls.<Errand, String>named("errands", new Errand.Form(), Errand::outcome)
                .clock(clock)
                .threads(threads)
                .commitSignal(CommitSignal.afterEachStep())
                .calling(ScriptedOutside.mute());
        var former = new CallProcessor<>(unaskable);
        former.init(context);
        process(former, errand("a1"));
        process(former, errand("a2"));
        KeyValueStore<String, byte[]> inFlight = context.getStateStore("errands-calls-in-flight");
        inFlight.delete("a1");
        former.close();

        var next = new CallProcessor<>(unaskable);
        next.init(context);
        settle();

        assertThat(StoredRequest.of(inFlight.get("a2")).mayBeCalled()).isFalse();
        bringBack(next);
        settle();
        assertThat(outcomes()).containsExactly("a2 done ok 1");
    }

    @Test
    void shouldChangeNothingBeforeItHasProcessedARecord() {
        outside.onCall("e2", new CallResult.NotSent<>("connection refused"));
        process(errand("e2").of("bob"));
        settle();
        process(errand("e1"));
        processor.close();
        var next = new CallProcessor<>(engine);
        next.init(context);
        clock.advance(Duration.ofMinutes(5));
        int forwarded = context.forwarded().size();

        settle();

        assertThat(outside.asked()).as("calls may begin").contains("inquire e1", "call e1");
        assertThat(context.forwarded().subList(forwarded, context.forwarded().size()))
                .as("one request that it knows, so that there will be a record")
                .singleElement()
                .satisfies(it -> assertThat(it.record().value()).isInstanceOf(CallEvent.Republished.class));
        assertThat(engine.books().inFlight()).isOne();
        assertThat(engine.books().waiting()).isOne();

        bringBack(next);
        settle();

        assertThat(outcomes()).containsExactly("e1 done ok 1");
        assertThat(engine.books().duplicates()).isOne();
        assertThat(engine.books().onTheirWay()).isOne();
        assertThat(engine.books().even()).isTrue();
    }

    @Test
    void shouldAskForARecordWhenOnlyWhatWaitsIsDue() {
        outside.onCall("e1", new CallResult.NotSent<>("connection refused"));
        process(errand("e1"));
        settle();
        processor.close();
        var next = new CallProcessor<>(engine);
        next.init(context);
        tick();
        assertThat(context.forwarded()).as("nothing is due").isEmpty();

        clock.advance(Duration.ofSeconds(2));
        tick();
        bringBack(next);
        assertThat(engine.books().onTheirWay()).isZero();
        tick();

        assertThat(engine.books().duplicates()).isOne();
        assertThat(engine.books().onTheirWay()).isOne();
        assertThat(engine.books().even()).isTrue();
    }

    @Test
    void shouldTakeOnlyTheRecordItRepublishedForItsReturn() {
        outside.onCall("e1", new CallResult.NotSent<>("connection refused"));
        process(errand("e1"));
        settle();
        clock.advance(Duration.ofSeconds(2));
        tick();
        assertThat(engine.books().onTheirWay()).isOne();

        process(errand("e1").retries(7));
        process(errand("e1"));
        settle();
        assertThat(outside.asked()).containsExactly("call e1");
        assertThat(engine.books().duplicates()).isEqualTo(2);

        process(errand("e1").retries(1));
        settle();
        assertThat(outside.asked()).containsExactly("call e1", "call e1");
        assertThat(engine.books().onTheirWay()).isZero();
        assertThat(engine.books().even()).isTrue();
    }

    @Test
    void shouldTakeBackWhatItRepublishedHoweverFarTheClockWasSetBack() {
        outside.onCall("e1", new CallResult.NotSent<>("connection refused"));
        process(errand("e1"));
        settle();
        Instant due = clock.instant();
        clock.advance(Duration.ofSeconds(2));
        tick();
        assertThat(engine.books().onTheirWay()).isOne();

        clock.advance(Duration.ofDays(-40));
        process(errand("e1").retries(1).notBefore(due));
        tick();

        assertThat(engine.books().deadLettered()).isZero();
        assertThat(engine.books().waiting()).isOne();
        assertThat(engine.books().even()).isTrue();
    }

    private void process(Errand errand) {
        process(processor, errand);
    }

    /** Lets the request that was sent back last be read. */
    private void bringBack(CallProcessor<Errand, String> by) {
        var value = context.forwarded().getLast().record().value();
        assertThat(value).isInstanceOf(CallEvent.Republished.class);
        process(by, new Errand.Form().read(Objects.requireNonNull(value.value())));
    }

    private void process(CallProcessor<Errand, String> by, Errand errand) {
        byte[] value = new Errand.Form().write(errand);
        by.process(new Record<>(
                errand.key().getBytes(UTF_8),
                new Reading.Understood<>(errand, value),
                clock.millis(),
                new RecordHeaders()));
    }

    private void settle() {
        for (int i = 0; i < 5; i++) {
            tick();
            threads.finishAll();
        }
        tick();
    }

    /** Runs the punctuators of the task's latest life, as a stream thread would. */
    private void tick() {
        clock.advance(Duration.ofMillis(10));
        var punctuators = context.scheduledPunctuators();
        punctuators.subList(punctuators.size() - 2, punctuators.size()).forEach(it -> it.getPunctuator()
                .punctuate(clock.millis()));
    }

    private List<String> outcomes() {
        return context.forwarded().stream()
                .filter(it -> it.record().value() instanceof CallEvent.Finished)
                .map(it -> new String(Objects.requireNonNull(it.record().value().value()), UTF_8))
                .toList();
    }
}
