package io.tocsin.simulator.kafka;

import org.jspecify.annotations.Nullable;

/** Whether Kafka takes what a simulator sends; the log says once that it does not, and once that it does again. */
public final class KafkaLine {
    private static final System.Logger LOG = System.getLogger(KafkaLine.class.getName());

    private final String who;
    private final String notYet;
    private volatile @Nullable String trouble;

    /**
     * @param who sends, for people: like {@code the toll lanes}
     * @param notYet the trouble at the beginning, of which the log says nothing
     */
    public KafkaLine(String who, String notYet) {
        this.who = who;
        this.notYet = notYet;
        this.trouble = notYet;
    }

    /** Why nothing is taken; null when all is well. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Kafka does not take what is sent. */
    public synchronized void lost(String reason) {
        if (trouble == null || notYet.equals(trouble)) {
            LOG.log(System.Logger.Level.WARNING, "{0}; {1} wait and try again", reason, who);
        }
        trouble = reason;
    }

    /** Kafka has taken something. */
    public void works() {
        if (trouble != null) {
            worksAgain();
        }
    }

    private synchronized void worksAgain() {
        if (trouble != null && !notYet.equals(trouble)) {
            LOG.log(System.Logger.Level.INFO, "Kafka is there again; {0} go on", who);
        }
        trouble = null;
    }
}
