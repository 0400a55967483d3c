package io.tocsin.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consumer group: which stream thread owns which partition. */
final class Group {
    private final Kafka kafka;
    private final Chance chance;
    private final List<StreamThread> members = new ArrayList<>();
    private final Map<Integer, StreamThread> owners = new HashMap<>();
    private final Map<Integer, StreamThread> heirs = new HashMap<>();

    Group(Kafka kafka, Chance chance) {
        this.kafka = kafka;
        this.chance = chance;
    }

    /** A thread joins; it gets what nobody owns, and perhaps something of others. */
    void join(StreamThread thread) {
        members.add(thread);
        for (Kafka.Partition partition : kafka.partitions()) {
            if (owners.containsKey(partition.number()) && chance.happens(0.4)) {
                move(partition.number(), thread);
            }
        }
        distribute();
    }

    /** A thread leaves, or is thrown out; others get what it had. */
    void leave(StreamThread thread) {
        members.remove(thread);
        owners.values().removeIf(owner -> owner == thread);
        heirs.values().removeIf(heir -> heir == thread);
        distribute();
    }

    boolean isMember(StreamThread thread) {
        return members.contains(thread);
    }

    /** Moves a partition to some other thread, if there is one. */
    void moveSomewhere(int partition) {
        if (!members.isEmpty()) {
            move(partition, members.get(chance.among(0, members.size() - 1)));
        }
    }

    private void move(int partition, StreamThread to) {
        StreamThread owner = owners.get(partition);
        if (owner != null && owner != to) {
            heirs.put(partition, to);
            owner.revoke(partition);
        }
    }

    /** {@code owner} has given a partition back. */
    void released(int partition, StreamThread owner) {
        owners.remove(partition, owner);
        distribute();
    }

    private void distribute() {
        if (members.isEmpty()) {
            return;
        }
        for (Kafka.Partition partition : kafka.partitions()) {
            int number = partition.number();
            if (!owners.containsKey(number)) {
                StreamThread heir = heirs.remove(number);
                StreamThread next = heir != null ? heir : members.get(chance.among(0, members.size() - 1));
                owners.put(number, next);
                next.assign(number);
            }
        }
    }

    @Nullable StreamThread owner(int partition) {
        return owners.get(partition);
    }

    /** Something has come in this partition. */
    void wakeOwner(int partition) {
        StreamThread owner = owners.get(partition);
        if (owner != null) {
            owner.wake();
        }
    }
}
