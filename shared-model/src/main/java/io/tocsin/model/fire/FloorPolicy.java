package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;

/**
 * What a floor asks for before it is in alarm, and before its valve opens. A manual call point waits for none of it.
 *
 * <p>Figures marked (m) are quoted from general knowledge of the standard, not from its text.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FloorPolicy.Immediate.class, name = "immediate"),
    @JsonSubTypes.Type(value = FloorPolicy.CoincidenceA.class, name = "coincidence-a"),
    @JsonSubTypes.Type(value = FloorPolicy.CoincidenceB.class, name = "coincidence-b"),
    @JsonSubTypes.Type(value = FloorPolicy.CoincidenceC.class, name = "coincidence-c"),
    @JsonSubTypes.Type(value = FloorPolicy.PositiveAlarmSequence.class, name = "positive-alarm-sequence"),
    @JsonSubTypes.Type(value = FloorPolicy.OutputDelay.class, name = "output-delay")
})
public sealed interface FloorPolicy {

    /** The first signal raises the alarm and opens the valve. */
    record Immediate() implements FloorPolicy {}

    /**
     * Co-incidence type A (EN 54-2, 7.12): the first signal alone raises a pre-alarm; another detector's signal, or the
     * same one's after a while, raises the alarm. A first signal that nothing confirms is cancelled by itself.
     *
     * @param confirmAfterSeconds how much later the same detector's signal confirms its first: 1 to 60 (m)
     * @param cancelAfterSeconds how long the first signal is remembered: more than that, at most 30 minutes (m)
     */
    record CoincidenceA(int confirmAfterSeconds, int cancelAfterSeconds) implements FloorPolicy {
        private static final int LONGEST_CONFIRMATION = 60;
        private static final int LONGEST_MEMORY = 30 * 60;

        /** @throws InvalidFieldException when a figure is out of its range */
        public CoincidenceA {
            Required.range("policy.confirmAfterSeconds", confirmAfterSeconds, 1, LONGEST_CONFIRMATION);
            Required.range("policy.cancelAfterSeconds", cancelAfterSeconds, confirmAfterSeconds + 1L, LONGEST_MEMORY);
        }
    }

    /**
     * Co-incidence type B (EN 54-2, 7.12): the first signal alone raises a pre-alarm, which stays until another detector's
     * signal raises the alarm or a person resets it.
     */
    record CoincidenceB() implements FloorPolicy {}

    /** Co-incidence type C (EN 54-2, 7.12): the first signal raises the alarm, another detector's opens the valve. */
    record CoincidenceC() implements FloorPolicy {}

    /**
     * Positive alarm sequence (NFPA 72, chapter 23): the first signal raises a pre-alarm. When nobody acknowledges it in
     * time, or it is not reset while it is investigated, or another detector signals, it is an alarm.
     *
     * @param acknowledgeWithinSeconds 1 to 15
     * @param investigateWithinSeconds counted from the acknowledgement: 1 to 180
     */
    record PositiveAlarmSequence(int acknowledgeWithinSeconds, int investigateWithinSeconds) implements FloorPolicy {
        private static final int LONGEST_ACKNOWLEDGEMENT = 15;
        private static final int LONGEST_INVESTIGATION = 180;

        /** @throws InvalidFieldException when a figure is out of its range */
        public PositiveAlarmSequence {
            Required.range("policy.acknowledgeWithinSeconds", acknowledgeWithinSeconds, 1, LONGEST_ACKNOWLEDGEMENT);
            Required.range("policy.investigateWithinSeconds", investigateWithinSeconds, 1, LONGEST_INVESTIGATION);
        }
    }

    /**
     * The first signal raises the alarm, the valve opens later; a manual call point opens it at once (EN 54-2, 7.11).
     *
     * @param delaySeconds 1 to 600: at most 10 minutes (m)
     */
    record OutputDelay(int delaySeconds) implements FloorPolicy {
        private static final int LONGEST_DELAY = 10 * 60;

        /** @throws InvalidFieldException when the delay is out of its range */
        public OutputDelay {
            Required.range("policy.delaySeconds", delaySeconds, 1, LONGEST_DELAY);
        }
    }
}
