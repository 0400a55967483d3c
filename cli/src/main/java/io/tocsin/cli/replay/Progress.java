package io.tocsin.cli.entries;

import io.tocsin.cli.terminal.Screen;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a replay is, on standard error: a bar for people who watch, otherwise a line now and then. */
abstract sealed class Progress implements AutoCloseable {
    /** Between two looks, so that showing costs next to nothing. */
    private static final long LOOK_NANOS = 100_000_000;

    private long next = System.nanoTime();

    static Progress on(Screen screen, int entries) {
        return screen.interactive() ? new Bar(entries) : new Lines(screen, entries);
    }

    /** Shows it when it is time to. */
    final void show(Tally tally) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + LOOK_NANOS;
            showNow(tally, now);
        }
    }

    abstract void showNow(Tally tally, long now);

    @Override
    public abstract void close();

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        // The library and the JDK must both write to standard error as it is.
        @SuppressWarnings("SystemConsoleNull")
        Bar(int entries) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName("settled")
                    .setInitialMax(entries)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .showSpeed()
                    .build();
        }

        @Override
        void showNow(Tally tally, long now) {
            bar.stepTo(tally.settled());
            bar.setExtraMessage(String.format(Locale.ROOT, " sent %,d, failed %,d", tally.sent(), tally.failed()));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static final class Lines extends Progress {
        private static final long LINE_NANOS = 5_000_000_000L;

        private final Screen screen;
        private final int entries;
        private long nextLine = System.nanoTime() + LINE_NANOS;

        Lines(Screen screen, int entries) {
            this.screen = screen;
            this.entries = entries;
        }

        @Override
        void showNow(Tally tally, long now) {
            if (now - nextLine >= 0) {
                nextLine = now + LINE_NANOS;
                screen.note(String.format(
                        Locale.ROOT,
                        "sent %,d, settled %,d, failed %,d of %,d",
                        tally.sent(),
                        tally.settled(),
                        tally.failed(),
                        entries));
            }
        }

        @Override
        public void close() {
            screen.err().flush();
        }
    }
}
