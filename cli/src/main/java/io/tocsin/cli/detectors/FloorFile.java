package io.tocsin.cli.detectors;

import io.tocsin.cli.table.CsvRow;
import io.tocsin.cli.table.CsvTable;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of floors: CSV with the columns {@code floor, name, valve, policy}. */
final class FloorFile {
    private static final String FLOOR = "floor";
    private static final String NAME = "name";
    private static final String VALVE = "valve";
    private static final String POLICY = "policy";
    private static final String POLICIES = "must be immediate, coincidence-a:5s:30m, coincidence-b, coincidence-c,"
            + " positive-alarm-sequence:15s:180s or output-delay:60s, with times of your own";

    private final Path file;

    FloorFile(Path file) {
        this.file = file;
    }

    /**
     * Reads every row, and notes everything that is wrong.
     *
     * @throws io.tocsin.cli.terminal.CommandFailure when it is no such table at all
     */
    List<Located<Floor>> read(List<Mistake> mistakes) {
        var floors = new ArrayList<Located<Floor>>();
        var lines = new HashMap<FloorId, Long>();
        var valves = new HashMap<String, Long>();
        for (CsvRow row : new CsvTable(file, List.of(FLOOR, NAME, VALVE, POLICY)).read()) {
            Optional<String> misfit = row.misfit();
            if (misfit.isPresent()) {
                mistakes.add(new Mistake(file, row.line(), null, misfit.get()));
                continue;
            }
            var cells = new RowReader(file, row, mistakes);
            Floor floor = floor(cells);
            if (floor == null) {
                continue;
            }
            Long before = lines.putIfAbsent(floor.floor(), row.line());
            if (before != null) {
                cells.mistake(FLOOR, "is the floor of line " + before + " again");
            }
            Long sameValve = valves.putIfAbsent(floor.valve(), row.line());
            if (sameValve != null) {
                cells.mistake(VALVE, "is the valve of line " + sameValve + " already: each floor has its own");
            }
            if (before == null && sameValve == null) {
                floors.add(new Located<>(row.line(), floor));
            }
        }
        return floors;
    }

    /** What is wrong with floors whose valve belongs to a registered floor that is not in the table. */
    List<Mistake> valvesOfOtherFloors(List<Located<Floor>> floors, Collection<Floor> registered) {
        Set<FloorId> here = floors.stream().map(row -> row.value().floor()).collect(Collectors.toSet());
        Map<String, FloorId> taken = registered.stream()
                .filter(floor -> !here.contains(floor.floor()))
                .collect(Collectors.toMap(Floor::valve, Floor::floor, (one, other) -> one));
        return floors.stream()
                .filter(row -> taken.containsKey(row.value().valve()))
                .map(row -> new Mistake(
                        file,
                        row.line(),
                        VALVE,
                        "is the valve of floor '" + taken.get(row.value().valve()) + "': each floor has its own"))
                .toList();
    }

    private static @Nullable Floor floor(RowReader cells) {
        FloorId floor = cells.cell(FLOOR, FloorId::of);
        String name = cells.cell(NAME, text -> text);
        String valve = cells.cell(VALVE, text -> text);
        FloorPolicy policy = cells.cell(POLICY, FloorFile::policy);
        if (floor == null || name == null || valve == null || policy == null) {
            return null;
        }
        return cells.whole(() -> new Floor(floor, name, valve, policy), field -> field);
    }

    private static FloorPolicy policy(String text) {
        String[] parts = text.split(":", -1);
        try {
            return switch (parts[0] + "/" + (parts.length - 1)) {
                case "immediate/0" -> new FloorPolicy.Immediate();
                case "coincidence-a/2" ->
                    new FloorPolicy.CoincidenceA(RowReader.seconds(parts[1]), RowReader.seconds(parts[2]));
                case "coincidence-b/0" -> new FloorPolicy.CoincidenceB();
                case "coincidence-c/0" -> new FloorPolicy.CoincidenceC();
                case "positive-alarm-sequence/2" ->
                    new FloorPolicy.PositiveAlarmSequence(RowReader.seconds(parts[1]), RowReader.seconds(parts[2]));
                case "output-delay/1" -> new FloorPolicy.OutputDelay(RowReader.seconds(parts[1]));
                default -> throw new InvalidFieldException(POLICY, POLICIES);
            };
        } catch (InvalidFieldException e) {
            // A figure out of its range: which one it is, the field says.
            throw e.field().startsWith("policy.")
                    ? new InvalidFieldException(POLICY, e.field().substring("policy.".length()) + " " + e.problem())
                    : e;
        }
    }
}
