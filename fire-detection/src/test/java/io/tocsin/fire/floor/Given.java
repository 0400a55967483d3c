package io.tocsin.fire.floor;

import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.fire.ValveReport;
import java.time.Instant;
import java.util.UUID;

/** What the tests of a floor begin with. */
final class Given {
    static final FloorId FLOOR = FloorId.of("north-3");
    static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");
    static final ValveReport OPEN = new ValveReport(ValvePosition.OPEN, null);
    static final ValveReport CLOSED = new ValveReport(ValvePosition.CLOSED, null);

    private Given() {}

    static FireSignal signal(int detector, DetectorKind kind, long offset, Instant heardAt) {
        return new FireSignal(new DetectorId(detector), FLOOR, kind, heardAt, null, new Origin(detector % 2, offset));
    }

    static FireSignal signal(int detector, long offset, Instant heardAt) {
        return signal(detector, DetectorKind.ACTIVE, offset, heardAt);
    }

    static FloorInput.Reported reported(ValveReport report, long offset, Instant heardAt) {
        return new FloorInput.Reported(report, heardAt, new Origin(0, offset));
    }

    static OperatorAction action(OperatorCommand command) {
        return new OperatorAction(
                ActionId.of(UUID.randomUUID().toString()),
                OperatorId.of("m.curie"),
                OperatorRole.OPERATOR,
                command,
                "a test",
                NOW,
                null);
    }
}
