package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;

/**
 * What a floor's valve is told: the value of {@code valve-commands}. A command may come again, until the valve reports.
 *
 * <p>To open takes an alarm; to close takes a person: there is no other way to make a {@link Close}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ValveCommand.Open.class, name = "open"),
    @JsonSubTypes.Type(value = ValveCommand.Close.class, name = "close")
})
public sealed interface ValveCommand {
    /** Whose valve; also the record's key. */
    FloorId floor();

    /** When it was given. */
    Instant at();

    /** Which time it is given, from 1. */
    int attempt();

    /**
     * Let the water flow.
     *
     * @param alarmId for which incident
     */
    record Open(FloorId floor, AlarmId alarmId, Instant at, int attempt) implements ValveCommand {
        /** @throws InvalidFieldException when a part is missing */
        public Open {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
        }
    }

    /**
     * Shut the water off.
     *
     * @param action the operator's action that asks for it
     */
    record Close(FloorId floor, OperatorAction action, Instant at, int attempt) implements ValveCommand {
        /** @throws InvalidFieldException when a part is missing, or the action is no request to close this valve */
        public Close {
            Required.field("floor", floor);
            Required.field("action", action);
            Required.time("at", at);
            boolean asked = action.refusal() == null
                    && action.command() instanceof OperatorCommand.CloseValve close
                    && close.floor().equals(floor);
            if (!asked) {
                throw new InvalidFieldException("action", "must be an operator's request to close this floor's valve");
            }
        }
    }
}
