package io.tocsin.notification.topology;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.notification.routing.GroupingPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The incidents of one task: in their store, and on the heap by the time when each is to be looked at again. */
final class IncidentBook {
    private static final JsonForm<IncidentEntry> FORM = Json.form(IncidentEntry.class);
    private static final String SEPARATOR = "\n";
    private static final byte[] KNOWN = {1};

    private final KeyValueStore<String, byte[]> incidents;
    private final KeyValueStore<String, byte[]> notifications;
    private final GroupingPolicy policy;
    private final TreeMap<Instant, Set<String>> byDue = new TreeMap<>();
    private final Map<String, Instant> dues = new HashMap<>();

    /**
     * @param incidents by their names
     * @param notifications that are known: the incident's name and the notification's id
     */
    IncidentBook(
            KeyValueStore<String, byte[]> incidents,
            KeyValueStore<String, byte[]> notifications,
            GroupingPolicy policy) {
        this.incidents = incidents;
        this.notifications = notifications;
        this.policy = policy;
        try (KeyValueIterator<String, byte[]> all = incidents.all()) {
            all.forEachRemaining(it -> lookAgain(it.key, FORM.read(it.value)));
        }
    }

    boolean isEmpty() {
        return dues.isEmpty();
    }

    @Nullable IncidentEntry find(String name) {
        byte[] value = incidents.get(name);
        return value == null ? null : FORM.read(value);
    }

    void put(String name, IncidentEntry entry) {
        incidents.put(name, FORM.write(entry));
        lookAgain(name, entry);
    }

    private void lookAgain(String name, IncidentEntry entry) {
        lookNoMore(name);
        Instant due = entry.incident().due(policy);
        dues.put(name, due);
        byDue.computeIfAbsent(due, it -> new TreeSet<>()).add(name);
    }

    private void lookNoMore(String name) {
        Instant due = dues.remove(name);
        if (due != null) {
            byDue.computeIfPresent(due, (it, names) -> {
                names.remove(name);
                return names.isEmpty() ? null : names;
            });
        }
    }

    /** Forgets an incident and its notifications. */
    void forget(String name) {
        lookNoMore(name);
        incidents.delete(name);
        var known = new ArrayList<String>();
        try (KeyValueIterator<String, byte[]> all =
                notifications.prefixScan(name + SEPARATOR, new StringSerializer())) {
            all.forEachRemaining(it -> known.add(it.key));
        }
        known.forEach(notifications::delete);
    }

    /** Notes a notification; false when it is known. */
    boolean note(Notification notification) {
        return notifications.putIfAbsent(notification.incident() + SEPARATOR + notification.notificationId(), KNOWN)
                == null;
    }

    /** Which are to be looked at now. */
    List<String> due(Instant now) {
        return byDue.headMap(now, true).values().stream().flatMap(Set::stream).toList();
    }
}
