package io.tocsin.cli.replay;

import io.tocsin.cli.terminal.Screen;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a replay is, on standard error: a bar for people who watch, otherwise a line now and then. */
public abstract sealed class Progress implements AutoCloseable {
    /** Between two looks, so that showing costs next to nothing. */
    private static final long LOOK_NANOS = 100_000_000;

    private long next = System.nanoTime();

    /**
     * Begins to show it.
     *
     * @param task what is counted, one word
     * @param all how many there will be
     */
    public static Progress on(Screen screen, String task, long all) {
        return screen.interactive() ? new Bar(task, all) : new Lines(screen);
    }

    /**
     * Shows it when it is time to.
     *
     * @param done how many are done
     * @param inWords the same and more, for people
     */
    public final void show(long done, Supplier<String> inWords) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + LOOK_NANOS;
            showNow(done, inWords, now);
        }
    }

    abstract void showNow(long done, Supplier<String> inWords, long now);

    @Override
    public abstract void close();

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        // The library and the JDK must both write to standard error as it is.
        @SuppressWarnings("SystemConsoleNull")
        Bar(String task, long all) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(all)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .showSpeed()
                    .build();
        }

        @Override
        void showNow(long done, Supplier<String> inWords, long now) {
            bar.stepTo(done);
            bar.setExtraMessage(" " + inWords.get());
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static final class Lines extends Progress {
        private static final long LINE_NANOS = 5_000_000_000L;

        private final Screen screen;
        private long nextLine = System.nanoTime() + LINE_NANOS;

        Lines(Screen screen) {
            this.screen = screen;
        }

        @Override
        void showNow(long done, Supplier<String> inWords, long now) {
            if (now - nextLine >= 0) {
                nextLine = now + LINE_NANOS;
                screen.note(inWords.get());
            }
        }

        @Override
        public void close() {
            screen.err().flush();
        }
    }
}
