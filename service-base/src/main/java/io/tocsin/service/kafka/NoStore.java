package io.tocsin.service.kafka;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that keeps nothing. Kafka Streams gives a processor each record of a topic on every instance, from the first one at each
 * start, only with a store behind it; ours puts them into a table on the heap.
 */
public final class NoStore implements StateStore {
    private final String name;
    private volatile boolean open;

    private NoStore(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        open = true;
        context.register(root, (key, value) -> {});
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        open = false;
    }

    /** Nothing is kept, so everything is read again at each start. */
    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds one of this name. */
    public static StoreBuilder<NoStore> named(String name) {
        return new StoreBuilder<>() {
            @Override
            public StoreBuilder<NoStore> withCachingEnabled() {
                return this;
            }

            @Override
            public StoreBuilder<NoStore> withCachingDisabled() {
                return this;
            }

            @Override
            public StoreBuilder<NoStore> withLoggingEnabled(Map<String, String> config) {
                throw new UnsupportedOperationException("the topic itself is the log of " + name);
            }

            @Override
            public StoreBuilder<NoStore> withLoggingDisabled() {
                return this;
            }

            @Override
            public NoStore build() {
                return new NoStore(name);
            }

            @Override
            public Map<String, String> logConfig() {
                return Map.of();
            }

            @Override
            public boolean loggingEnabled() {
                return false;
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
