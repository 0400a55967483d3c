package io.tocsin.simulation.history;

/** The engine throws nothing of its own. */
final class NoFailure implements HistoryRule {
    @Override
    public void see(HistoryEvent event, Violations violations) {
        if (event instanceof HistoryEvent.EngineFailed it) {
            violations.add(Guarantee.NO_FAILURE, "the engine of process " + it.process() + " threw " + it.what());
        }
    }
}
