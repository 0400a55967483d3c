package io.tocsin.simulator.sms;

import java.time.Duration;

/** Lets time pass, on a virtual thread. */
final class Sleep {
    private Sleep() {}

    /** Whether all of it has passed. */
    static boolean forTime(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
