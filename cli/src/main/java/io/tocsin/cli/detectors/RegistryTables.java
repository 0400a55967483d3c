package io.tocsin.cli.detectors;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.Floor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of detectors, and perhaps one of floors: either all of it is good or none of it is used.
 *
 * @param detectors to be registered
 * @param floors to be registered
 * @param mistakes everything that is wrong, in the order of the lines; then there is nothing to be registered
 */
record RegistryTables(List<Detector> detectors, List<Floor> floors, List<Mistake> mistakes) {

    RegistryTables {
        detectors = List.copyOf(detectors);
        floors = List.copyOf(floors);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Reads them.
     *
     * @param floorFile absent when the detectors hang on registered floors only
     * @param registered the floors that are registered already
     * @throws io.tocsin.cli.terminal.CommandFailure when a file is no such table at all
     */
    static RegistryTables read(Path detectorFile, @Nullable Path floorFile, Collection<Floor> registered) {
        var mistakes = new ArrayList<Mistake>();
        List<Located<Floor>> floors = List.of();
        if (floorFile != null) {
            var table = new FloorFile(floorFile);
            floors = table.read(mistakes);
            mistakes.addAll(table.valvesOfOtherFloors(floors, registered));
        }
        boolean floorsAreGood = mistakes.isEmpty();
        var table = new DetectorFile(detectorFile);
        List<Located<Detector>> detectors = table.read(mistakes);
        if (floorsAreGood) {
            mistakes.addAll(table.onUnknownFloors(detectors, values(floors), registered));
        }
        return mistakes.isEmpty()
                ? new RegistryTables(values(detectors), values(floors), List.of())
                : new RegistryTables(List.of(), List.of(), mistakes);
    }

    private static <T> List<T> values(List<Located<T>> rows) {
        return rows.stream().map(Located::value).toList();
    }
}
