package io.tocsin.notification.routing;

import io.tocsin.model.fire.Notification;

/** Something that goes out to people now. */
public sealed interface Telling {
    /** What it is about. */
    Notification notification();

    /** The first level that is told. */
    int firstLevel();

    /** The last level that is told. */
    int lastLevel();

    /** An incident begins, or has become worse: at once, whatever was told before. */
    record First(Notification notification, int lastLevel) implements Telling {
        @Override
        public int firstLevel() {
            return 1;
        }
    }

    /**
     * What has come since.
     *
     * @param notification the last of it
     * @param count how many there were
     */
    record Summary(Notification notification, int count, int lastLevel) implements Telling {
        @Override
        public int firstLevel() {
            return 1;
        }
    }

    /** Nobody has acknowledged yet. */
    record Reminder(Notification notification, int lastLevel) implements Telling {
        @Override
        public int firstLevel() {
            return 1;
        }
    }

    /** Nobody has acknowledged in time: the next level is told. */
    record Escalation(Notification notification, int lastLevel) implements Telling {
        @Override
        public int firstLevel() {
            return lastLevel;
        }
    }
}
