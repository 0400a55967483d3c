package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can ask for.
 *
 * <p>A command to a floor names the incident that it means: one that is read late, or twice, cannot touch the next one. One
 * that was meant for a pre-alarm says so, and does nothing to the alarm that it has become.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OperatorCommand.Acknowledge.class, name = "acknowledge"),
    @JsonSubTypes.Type(value = OperatorCommand.Silence.class, name = "silence"),
    @JsonSubTypes.Type(value = OperatorCommand.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = OperatorCommand.CloseValve.class, name = "close-valve"),
    @JsonSubTypes.Type(value = OperatorCommand.DisableDetector.class, name = "disable-detector"),
    @JsonSubTypes.Type(value = OperatorCommand.TestDetector.class, name = "test-detector"),
    @JsonSubTypes.Type(value = OperatorCommand.EnableDetector.class, name = "enable-detector"),
    @JsonSubTypes.Type(value = OperatorCommand.AcknowledgeIncident.class, name = "acknowledge-incident"),
    @JsonSubTypes.Type(value = OperatorCommand.Unreadable.class, name = "unreadable")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface OperatorCommand {

    /** A command to a floor. */
    sealed interface ToFloor extends OperatorCommand {
        /** Which floor. */
        FloorId floor();

        /** Which incident of it; null only in a command that was refused for want of one. */
        @Nullable AlarmId alarmId();

        /** How far the incident had come when the operator looked; null when that does not matter, or was not said. */
        default @Nullable FloorPhase seen() {
            return null;
        }
    }

    /** A command about a detector. */
    sealed interface ToDetector extends OperatorCommand {
        /** Which detector. */
        DetectorId detector();
    }

    /** I have seen it. */
    record Acknowledge(
            FloorId floor,
            @Nullable AlarmId alarmId,
            @Nullable FloorPhase seen) implements ToFloor {
        /** @throws InvalidFieldException when the floor is missing */
        public Acknowledge {
            Required.field("floor", floor);
        }

        /** Whatever the operator saw. */
        public Acknowledge(FloorId floor, @Nullable AlarmId alarmId) {
            this(floor, alarmId, null);
        }
    }

    /** No more noise on this floor. */
    record Silence(FloorId floor, @Nullable AlarmId alarmId) implements ToFloor {
        /** @throws InvalidFieldException when the floor is missing */
        public Silence {
            Required.field("floor", floor);
        }
    }

    /** The incident is over. */
    record Reset(
            FloorId floor,
            @Nullable AlarmId alarmId,
            @Nullable FloorPhase seen) implements ToFloor {
        /** @throws InvalidFieldException when the floor is missing */
        public Reset {
            Required.field("floor", floor);
        }

        /** Whatever the operator saw. */
        public Reset(FloorId floor, @Nullable AlarmId alarmId) {
            this(floor, alarmId, null);
        }
    }

    /** No more water, after the incident was reset. */
    record CloseValve(FloorId floor, @Nullable AlarmId alarmId) implements ToFloor {
        /** @throws InvalidFieldException when the floor is missing */
        public CloseValve {
            Required.field("floor", floor);
        }
    }

    /** Let its fire signals not count, until then. */
    record DisableDetector(DetectorId detector, Instant until) implements ToDetector {
        /** @throws InvalidFieldException when a part is missing */
        public DisableDetector {
            Required.field("detector", detector);
            Required.time("until", until);
        }
    }

    /** Let its fire signals be seen and not count, until then. */
    record TestDetector(DetectorId detector, Instant until) implements ToDetector {
        /** @throws InvalidFieldException when a part is missing */
        public TestDetector {
            Required.field("detector", detector);
            Required.time("until", until);
        }
    }

    /**
     * I have been told. Ends reminders and escalation, and changes nothing on any floor: whoever holds the message can say it, signed
     * in or not.
     *
     * @param incident which, as its notifications name it
     */
    record AcknowledgeIncident(String incident) implements OperatorCommand {
        private static final int LONGEST = 200;

        /** @throws InvalidFieldException when the incident is missing or too long */
        public AcknowledgeIncident {
            Required.text("incident", incident, LONGEST);
        }
    }

    /**
     * Something that could not be read; it can only be refused.
     *
     * @param place where it was asked for: a path of the HTTP interface, cut short
     */
    record Unreadable(String place) implements OperatorCommand {
        private static final int LONGEST_PLACE = 100;

        /** @throws InvalidFieldException when the place is missing or too long */
        public Unreadable {
            Required.text("place", place, LONGEST_PLACE);
        }

        /** What could not be read at {@code path}, of any length. */
        public static Unreadable at(String path) {
            return new Unreadable(path.substring(0, Math.min(path.length(), LONGEST_PLACE)));
        }
    }

    /** Let its fire signals count again. */
    record EnableDetector(DetectorId detector) implements ToDetector {
        /** @throws InvalidFieldException when a part is missing */
        public EnableDetector {
            Required.field("detector", detector);
        }
    }
}
