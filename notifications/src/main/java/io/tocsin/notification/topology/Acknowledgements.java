package io.tocsin.notification.topology;

import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.notification.IncidentInput.Acknowledged;
import java.util.Optional;

/** What acknowledges an incident. */
final class Acknowledgements {
    private Acknowledgements() {}

    static Optional<Acknowledged> in(FloorEvent event) {
        return switch (event) {
            case FloorEvent.AlarmAcknowledged it ->
                Optional.of(new Acknowledged(it.alarmId().text(), it.operator().text(), it.at()));
            case FloorEvent.PreAlarmAcknowledged it ->
                Optional.of(new Acknowledged(it.alarmId().text(), it.operator().text(), it.at()));
            default -> Optional.empty();
        };
    }

    static Optional<Acknowledged> in(OperatorAction action) {
        return action.refusal() == null
                        && action.command() instanceof OperatorCommand.AcknowledgeIncident(String incident)
                ? Optional.of(new Acknowledged(incident, action.operator().text(), action.at()))
                : Optional.empty();
    }
}
