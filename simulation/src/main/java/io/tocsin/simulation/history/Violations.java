package io.tocsin.simulation.history;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found; each rule reports here. */
final class Violations {
    private final List<Violation> found = new ArrayList<>();
    private int position;

    void at(int eventPosition) {
        position = eventPosition;
    }

    /** The place in the history of the event that is judged. */
    int position() {
        return position;
    }

    void add(Guarantee guarantee, String what) {
        found.add(new Violation(guarantee, position, what));
    }

    List<Violation> all() {
        return found;
    }
}
