package io.tocsin.fire.polling;

import io.tocsin.model.fire.DetectorSignal;
import java.net.URI;

/** Asks passive detectors. */
public interface DetectorLine {

    /** What came of asking. */
    sealed interface Answer {
        /** It has said something. */
        record Said(DetectorSignal signal) implements Answer {}

        /**
         * It has said nothing that can be used.
         *
         * @param why for people; never what it said
         */
        record Nothing(String why) implements Answer {}
    }

    /**
     * Asks; blocks for a bounded time.
     *
     * @throws InterruptedException when the caller is to stop
     */
    Answer ask(URI address) throws InterruptedException;
}
