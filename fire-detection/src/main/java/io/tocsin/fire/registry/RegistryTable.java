package io.tocsin.fire.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last value of each key of a topic. One thread writes, any may read.
 *
 * @param <K> what names an entry
 * @param <V> an entry
 */
public final class RegistryTable<K, V> {
    private final Map<K, V> values = new ConcurrentHashMap<>();
    private final List<Subscription<K>> subscriptions = new CopyOnWriteArrayList<>();

    /**
     * The keys whose values have changed, for one reader.
     *
     * @param <K> what names an entry
     */
    public static final class Subscription<K> {
        private final Predicate<K> wanted;
        private final Queue<K> changed = new ConcurrentLinkedQueue<>();

        private Subscription(Predicate<K> wanted) {
            this.wanted = wanted;
        }

        /** The next key whose value has changed since; null when there is none. */
        public @Nullable K next() {
            return changed.poll();
        }
    }

    /** What a key stands for; null when it stands for nothing. */
    public @Nullable V find(K key) {
        return values.get(key);
    }

    /** All values, as they are at this moment. */
    public Collection<V> all() {
        return Collections.unmodifiableCollection(values.values());
    }

    /** How many there are. */
    public int size() {
        return values.size();
    }

    /**
     * Sets a value or, when it is null, removes it.
     *
     * @param value null for none
     */
    public void set(K key, @Nullable V value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
        for (Subscription<K> subscription : subscriptions) {
            if (subscription.wanted.test(key)) {
                subscription.changed.add(key);
            }
        }
    }

    /** Tells of every change from now on; read {@link #all} after this, so that nothing is missed. */
    public Subscription<K> subscribe(Predicate<K> wanted) {
        var subscription = new Subscription<>(wanted);
        subscriptions.add(subscription);
        return subscription;
    }

    /** Ends a subscription. */
    public void unsubscribe(Subscription<K> subscription) {
        subscriptions.remove(subscription);
    }
}
