package io.tocsin.cli.detectors;

import io.tocsin.cli.table.CsvRow;
import io.tocsin.cli.table.CsvTable;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table of detectors: CSV with the columns {@code detector, floor, kind, interval, address, enabled}. */
final class DetectorFile {
    private static final String DETECTOR = "detector";
    private static final String FLOOR = "floor";
    private static final String KIND = "kind";
    private static final String INTERVAL = "interval";
    private static final String ADDRESS = "address";
    private static final String ENABLED = "enabled";
    private static final Map<String, DetectorKind> KINDS = Map.of(
            "active", DetectorKind.ACTIVE,
            "passive", DetectorKind.PASSIVE,
            "manual-call-point", DetectorKind.MANUAL_CALL_POINT);

    private final Path file;

    DetectorFile(Path file) {
        this.file = file;
    }

    /**
     * Reads every row, and notes everything that is wrong.
     *
     * @throws io.tocsin.cli.terminal.CommandFailure when it is no such table at all
     */
    List<Located<Detector>> read(List<Mistake> mistakes) {
        var detectors = new ArrayList<Located<Detector>>();
        var lines = new HashMap<DetectorId, Long>();
        for (CsvRow row : new CsvTable(file, List.of(DETECTOR, FLOOR, KIND, INTERVAL, ADDRESS, ENABLED)).read()) {
            Optional<String> misfit = row.misfit();
            if (misfit.isPresent()) {
                mistakes.add(new Mistake(file, row.line(), null, misfit.get()));
                continue;
            }
            var cells = new RowReader(file, row, mistakes);
            Detector detector = detector(cells);
            if (detector == null) {
                continue;
            }
            Long before = lines.putIfAbsent(detector.detector(), row.line());
            if (before != null) {
                cells.mistake(DETECTOR, "is the detector of line " + before + " again");
                continue;
            }
            detectors.add(new Located<>(row.line(), detector));
        }
        return detectors;
    }

    /** What is wrong with detectors whose floor is in neither list. */
    List<Mistake> onUnknownFloors(
            List<Located<Detector>> detectors, Collection<Floor> imported, Collection<Floor> registered) {
        Set<FloorId> known = Stream.concat(imported.stream(), registered.stream())
                .map(Floor::floor)
                .collect(Collectors.toSet());
        return detectors.stream()
                .filter(detector -> !known.contains(detector.value().floor()))
                .map(detector -> new Mistake(
                        file,
                        detector.line(),
                        FLOOR,
                        "is no registered floor: register '" + detector.value().floor() + "' with --floors"))
                .toList();
    }

    private static @Nullable Detector detector(RowReader cells) {
        DetectorId detector = cells.cell(DETECTOR, DetectorId::parse);
        FloorId floor = cells.cell(FLOOR, FloorId::of);
        DetectorKind kind = cells.cell(KIND, DetectorFile::kind);
        Integer interval = cells.cell(INTERVAL, RowReader::seconds);
        String address = cells.cell(ADDRESS, text -> text);
        Boolean enabled = cells.cell(ENABLED, DetectorFile::enabled);
        if (detector == null || floor == null || kind == null || interval == null || enabled == null) {
            return null;
        }
        return cells.whole(
                () -> new Detector(
                        detector,
                        floor,
                        kind,
                        interval,
                        address == null || address.isEmpty() ? null : address,
                        enabled),
                field -> field.equals("intervalSeconds") ? INTERVAL : field);
    }

    private static DetectorKind kind(String text) {
        DetectorKind kind = KINDS.get(text);
        if (kind == null) {
            throw new InvalidFieldException(KIND, "must be active, passive or manual-call-point");
        }
        return kind;
    }

    private static boolean enabled(String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new InvalidFieldException(ENABLED, "must be true, false or nothing, which is true");
        };
    }
}
