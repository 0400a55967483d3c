package io.tocsin.cli.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * How the building is, as fire-detection sees it.
 *
 * @param floors how many there are
 * @param inPreAlarm those with a first signal that alone makes no alarm
 * @param inAlarm those in alarm, acknowledged or not
 * @param valvesOpen those where water may flow: the valve was told to open, and has not reported that it is closed again
 * @param valvesAtFault those whose valve has not done what it was told
 * @param detectors how many are supervised
 * @param faulty how many of them are silent
 * @param complete whether all of it could be found out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BuildingState(
        int floors,
        List<String> inPreAlarm,
        List<String> inAlarm,
        List<String> valvesOpen,
        List<String> valvesAtFault,
        long detectors,
        long faulty,
        boolean complete) {

    private static final int MOST_NAMED = 5;

    BuildingState {
        inPreAlarm = List.copyOf(inPreAlarm);
        inAlarm = List.copyOf(inAlarm);
        valvesOpen = List.copyOf(valvesOpen);
        valvesAtFault = List.copyOf(valvesAtFault);
    }

    /** For people, the worst first. */
    String inWords() {
        return (inAlarm.isEmpty() ? "no alarm" : "ALARM on " + named(inAlarm))
                + (inPreAlarm.isEmpty() ? "" : ", pre-alarm on " + named(inPreAlarm))
                + (valvesOpen.isEmpty() ? "" : ", water on " + named(valvesOpen))
                + (valvesAtFault.isEmpty() ? "" : ", VALVE FAULT on " + named(valvesAtFault))
                + (faulty == 0 ? "" : String.format(Locale.ROOT, ", %,d of %,d detectors silent", faulty, detectors))
                + (complete ? "" : " (not all of it is known)");
    }

    private static String named(List<String> floors) {
        return String.join(", ", floors.subList(0, Math.min(floors.size(), MOST_NAMED)))
                + (floors.size() > MOST_NAMED ? " and " + (floors.size() - MOST_NAMED) + " more" : "");
    }
}
