package io.tocsin.system.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One trouble after the other of one part, with calm in between. Troubles are drawn as cards are: each comes once before one
 * comes again, so that a short soak sees them all. Calm begins when the part is well again, so that on a slow machine too
 * something is done in between; but now and then the next trouble does not wait for that.
 */
final class Timeline implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final double NOT_WAITED_FOR = 0.25;

    private final String part;
    private final BooleanSupplier isWell;
    private final List<Trouble> troubles;
    private final Duration shortestCalm;
    private final Duration longestCalm;
    private final Chance chance;
    private final Deadline end;
    private final Counts injected;
    private final Consumer<String> told;

    Timeline(
            String part,
            BooleanSupplier isWell,
            List<Trouble> troubles,
            Duration shortestCalm,
            Duration longestCalm,
            Chance chance,
            Deadline end,
            Counts injected,
            Consumer<String> told) {
        this.part = part;
        this.isWell = isWell;
        this.troubles = troubles;
        this.shortestCalm = shortestCalm;
        this.longestCalm = longestCalm;
        this.chance = chance;
        this.end = end;
        this.injected = injected;
        this.told = told;
    }

    /** Until the deadline; then everything is mended. */
    @Override
    public void run() {
        Queue<Trouble> deck = new ArrayDeque<>();
        while (true) {
            end.pass(chance.between(shortestCalm, longestCalm));
            if (end.hasCome()) {
                return;
            }
            if (deck.isEmpty()) {
                deck.addAll(chance.shuffled(troubles));
            }
            Trouble trouble = deck.remove();
            Duration lasting = chance.between(trouble.shortest(), trouble.longest());
            told.accept("%s: %s, for %.1f s".formatted(part, trouble.name(), lasting.toMillis() / 1e3));
            injected.add(trouble.name());
            trouble.begin().run();
            end.pass(lasting);
            trouble.end().run();
            if (!chance.in(NOT_WAITED_FOR)) {
                awaitWell();
            }
        }
    }

    private void awaitWell() {
        while (!end.hasCome() && !isWell.getAsBoolean()) {
            end.pass(LOOK_EVERY);
        }
    }
}
