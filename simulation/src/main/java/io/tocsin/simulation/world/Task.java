package io.tocsin.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.CallEvent;
import io.tocsin.calls.Outcome;
import io.tocsin.calls.Reading;
import io.tocsin.simulation.history.HistoryEvent;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One partition in the hands of one stream thread: the engine's processor, its stores, and how far it has read.
 *
 * <p>As in Kafka Streams, a task whose transaction was aborted is revived: the same processor is closed and initialised again
 * over what was committed.
 */
final class Task {
    private final World world;
    private final StreamThread thread;
    private final Kafka.Partition partition;
    private final Processor<byte[], Reading<Errand>, byte[], CallEvent<Errand, String>> processor;
    private final TaskContext context;
    private long position;
    private long fetchedUpTo;
    private boolean hasConsumed;
    private boolean commitRequested;
    private int life;
    private Log.@Nullable Entry current;

    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    Task(World world, StreamThread thread, Kafka.Partition partition) {
        this.world = world;
        this.thread = thread;
        this.partition = partition;
        this.processor = thread.instance().engine().get();
        this.context = new TaskContext(this, world);
        for (StoreBuilder<?> builder :
                Objects.requireNonNull(thread.instance().engine().stores())) {
            context.add(new Store<>(builder.name(), this::writing, world.seams()));
        }
    }

    int partition() {
        return partition.number();
    }

    int life() {
        return life;
    }

    /** Begins, or begins anew, with what is committed. */
    void begin() {
        life = world.nextLife();
        world.record(new HistoryEvent.LifeBegan(
                world.time().now(), life, thread.instance().number(), partition()));
        for (Store<?> store : context.stores()) {
            restore(store);
        }
        position = partition.committedOffset();
        fetchedUpTo = position;
        commitRequested = false;
        thread.actAs(this, () -> processor.init(context));
    }

    private <K extends Comparable<K>> void restore(Store<K> store) {
        store.restore(partition.store(store.name()));
    }

    /** The owner's time with it is over; what it had not committed is gone. */
    void end(String how) {
        if (world.seams().isClosedAtItsEnd()) {
            processor.close();
        }
        world.record(new HistoryEvent.LifeEnded(world.time().now(), life, how));
    }

    /** Fetches up to {@code most} further records that a read-committed consumer may see. */
    void fetch(int most) {
        fetchedUpTo = Math.max(fetchedUpTo, Math.min(partition.log().stableEnd(), position + most));
    }

    boolean hasFetched() {
        return position < fetchedUpTo;
    }

    boolean hasMoreToFetch() {
        return fetchedUpTo < partition.log().stableEnd();
    }

    /** Processes the next record that was fetched. */
    void processNext() {
        Log.Entry entry = partition.log().at(position);
        if (!entry.isAborted()) {
            current = entry;
            try {
                thread.actAs(
                        this,
                        () -> processor.process(new Record<>(
                                entry.key(), read(entry.value()), entry.timestamp(), new RecordHeaders())));
            } finally {
                current = null;
            }
            hasConsumed = true;
        }
        position++;
    }

    private static Reading<Errand> read(byte[] value) {
        try {
            return new Reading.Understood<>(new Errand.Form().read(value), value);
        } catch (IllegalArgumentException e) {
            return new Reading.Unreadable<>(value, String.valueOf(e.getMessage()));
        }
    }

    /** Runs the punctuators that are due. */
    void punctuate() {
        for (TaskContext.Punctuation punctuation : context.punctuations()) {
            if (punctuation.isDue(world.time().now())) {
                thread.actAs(
                        this,
                        () -> punctuation.run(world.time().now(), world.clock().millis()));
            }
        }
    }

    void requestCommit() {
        commitRequested = true;
    }

    boolean isCommitRequested() {
        return commitRequested;
    }

    /**
     * Whether a commit names an offset of this task: Kafka Streams does so from the first record on that the task has
     * processed. Only then does the broker look at who commits.
     */
    boolean hasConsumed() {
        return hasConsumed;
    }

    /** Makes durable what was done. */
    void commit() {
        commitRequested = false;
        for (Store<?> store : context.stores()) {
            store.commit();
        }
        if (hasConsumed) {
            partition.commitOffset(position);
        }
    }

    private void writing(Store<?> store, Object key, byte @Nullable [] value) {
        world.faults().at(FaultPoint.STORE_WRITE, thread);
        thread.transaction();
        if (store.name().equals(World.IN_FLIGHT_STORE)) {
            writingInFlight(key.toString(), store.contains(key), value);
        }
    }

    private void writingInFlight(String id, boolean known, byte @Nullable [] value) {
        Log.Entry record = current;
        if (record != null && value != null && !known) {
            world.record(new HistoryEvent.Admitted(
                    world.time().now(), life, id, new String(record.key(), UTF_8), record.offset()));
        }
        if (world.scenario().memory() == Memory.NOTHING) {
            world.record(new HistoryEvent.Announced(world.time().now(), life, id, value != null && isAnnounced(value)));
        }
    }

    /** The engine's in-flight entry ends with whether its request may be called. */
    private static boolean isAnnounced(byte[] entry) {
        return entry[entry.length - 1] != 0;
    }

    void forward(byte[] key, CallEvent<Errand, String> event, long timestamp) {
        world.faults().at(FaultPoint.FORWARD, thread);
        Transaction transaction = thread.transaction();
        switch (event) {
            case CallEvent.Finished<Errand, String> finished -> {
                if (world.seams().sendsOutcomesAtOnce()) {
                    written(finished.outcome());
                } else {
                    transaction.onCommit(() -> written(finished.outcome()));
                }
            }
            case CallEvent.TakenIn<Errand, String> neverToldHere -> {}
            case CallEvent.Republished<Errand, String> republished ->
                republish(key, republished, timestamp, transaction);
            case CallEvent.DeadLettered<Errand, String> dead -> {
                long offset = current == null ? -1 : current.offset();
                transaction.onCommit(() -> world.record(
                        new HistoryEvent.DeadLettered(world.time().now(), partition(), offset, dead.reason())));
            }
        }
    }

    private void republish(
            byte[] key, CallEvent.Republished<Errand, String> again, long timestamp, Transaction transaction) {
        Kafka.Partition to = world.kafka().partition(again.partition());
        long offset = to.log().append(key, again.value(), timestamp, transaction);
        String id = new Errand.Form().read(again.value()).id();
        transaction.onCommit(() -> {
            world.record(new HistoryEvent.Republished(world.time().now(), to.number(), offset, id));
            world.group().wakeOwner(to.number());
        });
    }

    private void written(Outcome<Errand, String> outcome) {
        Ending ending =
                switch (outcome) {
                    case Outcome.Succeeded<Errand, String> succeeded -> Ending.SUCCEEDED;
                    case Outcome.Failed<Errand, String> failed ->
                        Ending.valueOf(failed.kind().name());
                };
        world.outcomeWritten(outcome.request(), ending, outcome.attempts());
    }

    Optional<RecordMetadata> currentRecord() {
        return current == null
                ? Optional.empty()
                : Optional.of(new Place(TaskContext.TOPIC, partition(), current.offset()));
    }
}
