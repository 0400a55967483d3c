package io.tocsin.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An outside that keeps its book in a file, so that it outlives the engine's process, and breaks now and then.
 *
 * <p>On purpose it does <em>not</em> honour idempotency keys: a call made twice has two effects, in the book for everyone to
 * see. What it does honour is the inquiry.
 *
 * <p>Lines of the book: {@code call id}, {@code effect id}, {@code inquire id}, {@code lost id} (the effect's answer got
 * lost), {@code broken id} (no effect, and no answer), {@code refused id} (no effect, and the engine was told so).
 */
final class ErrandShop implements Outside<Errand, String> {
    private static final double BROKEN = 0.05;
    private static final double LOST = 0.10;
    private static final double REFUSED = 0.13;
    private static final int SLOWEST_MILLIS = 40;

    private final Path book;
    private final Set<String> effects = new HashSet<>();

    ErrandShop(Path book) {
        this.book = book;
        for (String line : lines(book)) {
            if (line.startsWith("effect ")) {
                effects.add(line.substring("effect ".length()));
            }
        }
    }

    /** The book's whole lines; the last one may be cut off by a kill. */
    static List<String> lines(Path book) {
        try {
            return Files.exists(book) ? new ArrayList<>(Files.readAllLines(book)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CallResult<String> call(Errand errand, CallContext context) {
        double luck = ThreadLocalRandom.current().nextDouble();
        String id = context.idempotencyKey();
        write("call " + id);
        rest();
        if (luck < BROKEN) {
            write("broken " + id);
            return new CallResult.Unknown<>("broken");
        }
        if (luck >= LOST && luck < REFUSED) {
            write("refused " + id);
            return new CallResult.RefusedForNow<>(null, "busy");
        }
        write("effect " + id);
        rest();
        if (luck < LOST) {
            write("lost " + id);
            return new CallResult.Unknown<>("lost");
        }
        return new CallResult.Answered<>("ok");
    }

    @Override
    public InquiryResult<String> inquire(Errand errand, CallContext context) {
        write("inquire " + context.idempotencyKey());
        synchronized (effects) {
            return effects.contains(context.idempotencyKey())
                    ? new InquiryResult.Done<>("ok")
                    : new InquiryResult.NotFound<>();
        }
    }

    @Override
    public Duration keyLife() {
        return Duration.ofDays(7);
    }

    private void write(String line) {
        synchronized (effects) {
            if (line.startsWith("effect ")) {
                effects.add(line.substring("effect ".length()));
            }
            try {
                Files.writeString(book, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
