package io.tocsin.contact.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in a file, whatever its form: text, not yet understood. */
sealed interface Entry {
    /** Where it begins, from 1; in CSV where its row ends. */
    long line();

    /**
     * One value.
     *
     * @param text empty for none
     */
    record Text(long line, String text) implements Entry {}

    /**
     * Several.
     *
     * @param items in their order
     */
    record Items(long line, List<Entry> items) implements Entry {
        /** Copies {@code items}. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Several with names.
     *
     * @param fields by name
     */
    record Fields(long line, Map<String, Entry> fields) implements Entry {
        /** Copies {@code fields}, in their order. */
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
