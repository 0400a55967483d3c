package io.tocsin.bench;

import io.tocsin.model.payment.PendingPayment;
import java.util.Random;
import java.util.function.Consumer;

/** Payments at a steady rate, from a thread of its own, until it is closed. */
final class SteadyTraffic implements AutoCloseable {
    private static final long SEED = 20_250_107;

    private final Metronome metronome;

    /**
     * Starts it.
     *
     * @param rate payments a second
     * @param send is given each when its time has come; must not wait
     */
    SteadyTraffic(int rate, Consumer<PendingPayment> send) {
        var random = new Random(SEED);
        this.metronome = new Metronome(rate, beat -> send.accept(Payments.payment(random)));
    }

    /** How many were sent so far. */
    long sent() {
        return metronome.beats();
    }

    @Override
    public void close() {
        metronome.close();
    }
}
