package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.fire.ValveReport;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The valves and an operator. A valve does at once what it is told; the operator resets each alarm and closes its valve as soon
 * as that is open, so that the floor is quiet again.
 */
final class Responders {
    private static final JsonForm<ValveCommand> COMMAND = Json.form(ValveCommand.class);
    private static final OperatorId OPERATOR = new OperatorId("bench");

    private final Signals out;
    private final Arrivals arrivals;
    private final Set<AlarmId> alarms = ConcurrentHashMap.newKeySet();

    /**
     * @param out where they answer
     * @param arrivals is told which floors' valves are told to open
     */
    Responders(Signals out, Arrivals arrivals) {
        this.out = out;
        this.arrivals = arrivals;
    }

    /** Answers a record of {@code valve-commands}. For one thread. */
    void told(ConsumerRecord<byte[], byte[]> message) {
        switch (COMMAND.read(message.value())) {
            case ValveCommand.Open open -> {
                arrivals.seen(Building.number(open.floor()));
                if (alarms.add(open.alarmId())) {
                    report(open.floor(), ValvePosition.OPEN);
                    act(new OperatorCommand.Reset(open.floor(), open.alarmId()));
                    act(new OperatorCommand.CloseValve(open.floor(), open.alarmId()));
                }
            }
            case ValveCommand.Close close -> report(close.floor(), ValvePosition.CLOSED);
        }
    }

    private void report(FloorId floor, ValvePosition position) {
        out.send(Topics.VALVE_REPORTS.name(), floor.toKey(), Json.write(new ValveReport(position, null)));
    }

    private void act(OperatorCommand command) {
        var id = new ActionId(Generators.timeBasedEpochGenerator().generate().toString());
        var action =
                new OperatorAction(id, OPERATOR, OperatorRole.OPERATOR, command, "a benchmark", Instant.now(), null);
        out.send(Topics.OPERATOR_ACTIONS.name(), OPERATOR.text().getBytes(UTF_8), Json.write(action));
    }

    /** How many alarms opened a valve. Ask when nothing is on its way. */
    int alarms() {
        return alarms.size();
    }
}
