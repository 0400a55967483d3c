package io.tocsin.fire.topology;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.fire.floor.FloorState;
import io.tocsin.fire.floor.Outputs;
import io.tocsin.fire.floor.ValveState;
import io.tocsin.fire.floor.Waiting;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** How a floor stands in the store: as JSON. The core knows nothing of that, so the names of its states are given here. */
final class FloorForm {
    private static final JsonMapper MAPPER = mapper();

    private FloorForm() {}

    static byte[] write(FloorEntry entry) {
        try {
            return MAPPER.writeValueAsBytes(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write floor " + entry.floor().floor(), e);
        }
    }

    /** @throws UncheckedIOException when the store holds what no version of this program has written */
    static FloorEntry read(byte[] bytes) {
        try {
            return MAPPER.readValue(bytes, FloorEntry.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the store of floors holds something that is no floor", e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = FloorState.Quiet.class, name = "quiet"),
        @JsonSubTypes.Type(value = FloorState.PreAlarm.class, name = "pre-alarm"),
        @JsonSubTypes.Type(value = FloorState.Alarm.class, name = "alarm"),
        @JsonSubTypes.Type(value = FloorState.Acknowledged.class, name = "acknowledged"),
        @JsonSubTypes.Type(value = FloorState.Silenced.class, name = "silenced")
    })
    private interface NamesOfStates {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Waiting.Confirmation.class, name = "confirmation"),
        @JsonSubTypes.Type(value = Waiting.AnotherDetector.class, name = "another-detector"),
        @JsonSubTypes.Type(value = Waiting.Acknowledgement.class, name = "acknowledgement"),
        @JsonSubTypes.Type(value = Waiting.Investigation.class, name = "investigation")
    })
    private interface NamesOfWaiting {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outputs.Released.class, name = "released"),
        @JsonSubTypes.Type(value = Outputs.AwaitingSecondDetector.class, name = "awaiting-second-detector"),
        @JsonSubTypes.Type(value = Outputs.Delayed.class, name = "delayed")
    })
    private interface NamesOfOutputs {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ValveState.AtRest.class, name = "at-rest"),
        @JsonSubTypes.Type(value = ValveState.Opening.class, name = "opening"),
        @JsonSubTypes.Type(value = ValveState.Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = ValveState.Closing.class, name = "closing"),
        @JsonSubTypes.Type(value = ValveState.FoundOpen.class, name = "found-open")
    })
    private interface NamesOfValves {}

    private static JsonMapper mapper() {
        JsonMapper mapper = Json.copyOfMapper();
        // A map that an earlier version has not written is empty.
        mapper.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        mapper.addMixIn(FloorState.class, NamesOfStates.class);
        mapper.addMixIn(Waiting.class, NamesOfWaiting.class);
        mapper.addMixIn(Outputs.class, NamesOfOutputs.class);
        mapper.addMixIn(ValveState.class, NamesOfValves.class);
        return mapper;
    }
}
