package io.tocsin.simulator.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest messages: the oldest make room for new ones, and are counted. Every arrival is a message of its own, so that a
 * repeat is seen; how often the same came is told with each. Safe to share between threads.
 */
public final class Inbox<M extends Inbox.Message> {
    private final int most;
    private final long mostCharacters;
    private final LinkedHashMap<Long, M> messages = new LinkedHashMap<>();
    private final Map<Object, Same> same = new HashMap<>();
    private long characters;
    private long received;
    private long dropped;
    private long emptied;
    private long repeats;

    /** How many of those that are the same are kept, and how many came. */
    private static final class Same {
        private int kept;
        private int came;
    }

    /** What can be kept. */
    public interface Message {
        /** The same for messages that are the same to whoever gets them. */
        Object sameness();

        /** How much room it takes, in characters. */
        int characters();
    }

    /**
     * A message that is kept.
     *
     * @param number of the message, counted from 1 in the order in which they came
     * @param times how often the same came, this one included; forgotten when none of them is kept any more
     */
    public record Kept<M>(long number, M message, int times) {}

    /**
     * How many messages there were since the start: received = kept + dropped + emptied.
     *
     * @param received all that came
     * @param kept that are there now
     * @param dropped that made room for others
     * @param emptied that somebody threw away
     * @param repeats arrivals beyond the first, of those of which one is kept
     */
    public record Totals(long received, long kept, long dropped, long emptied, long repeats) {}

    /**
     * What was found.
     *
     * @param matching how many there are
     * @param newest as many of them as were asked for, the newest first
     */
    public record Found<M>(long matching, List<Kept<M>> newest) {
        /** Copies {@code newest}. */
        public Found {
            newest = List.copyOf(newest);
        }
    }

    /**
     * An empty one.
     *
     * @param most how many messages it keeps
     * @param mostCharacters how many characters they may have together; the newest is kept in any case
     */
    public Inbox(int most, long mostCharacters) {
        this.most = most;
        this.mostCharacters = mostCharacters;
    }

    /** Takes a message, and gives its number. */
    public synchronized long add(M message) {
        received++;
        messages.put(received, message);
        count(message);
        while (messages.size() > most || (characters > mostCharacters && messages.size() > 1)) {
            forget(messages.pollFirstEntry().getValue());
            dropped++;
        }
        return received;
    }

    /** Puts in place of a message what more is known of it, and gives that; null when it is not there any more. */
    public synchronized @Nullable M change(long number, UnaryOperator<M> change) {
        M before = messages.get(number);
        if (before == null) {
            return null;
        }
        M after = change.apply(before);
        takeBack(before);
        count(after);
        messages.put(number, after);
        return after;
    }

    /**
     * What is kept.
     *
     * @param wanted which are looked for; is called without a lock
     * @param limit how many are given at most
     */
    public Found<M> find(Predicate<M> wanted, int limit) {
        long matching = 0;
        var newest = new ArrayList<Kept<M>>();
        for (Kept<M> kept : all()) {
            if (wanted.test(kept.message())) {
                matching++;
                if (newest.size() < limit) {
                    newest.add(kept);
                }
            }
        }
        return new Found<>(matching, newest);
    }

    /** How many messages there were. */
    public synchronized Totals totals() {
        return new Totals(received, messages.size(), dropped, emptied, repeats);
    }

    /** Throws away all that is kept. */
    public synchronized void empty() {
        emptied += messages.size();
        messages.clear();
        same.clear();
        repeats = 0;
        characters = 0;
    }

    /** All, the newest first. */
    private synchronized List<Kept<M>> all() {
        var all = new ArrayList<Kept<M>>(messages.size());
        messages.sequencedEntrySet()
                .reversed()
                .forEach(entry -> all.add(new Kept<>(entry.getKey(), entry.getValue(), sameAs(entry.getValue()).came)));
        return all;
    }

    private Same sameAs(M message) {
        return same.computeIfAbsent(message.sameness(), sameness -> new Same());
    }

    private void count(M message) {
        Same others = sameAs(message);
        repeats += others.came == 0 ? 0 : 1;
        others.kept++;
        others.came++;
        characters += message.characters();
    }

    /** As if it had not come. */
    private void takeBack(M message) {
        Same others = sameAs(message);
        others.came--;
        repeats -= others.came == 0 ? 0 : 1;
        forget(message);
    }

    private void forget(M message) {
        Same others = sameAs(message);
        others.kept--;
        if (others.kept == 0) {
            repeats -= Math.max(0, others.came - 1);
            same.remove(message.sameness());
        }
        characters -= message.characters();
    }
}
