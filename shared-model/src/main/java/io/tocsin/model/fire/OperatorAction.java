package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did or asked for what, to what, and why: the value of {@code operator-actions}, the audit.
 *
 * <p>Nothing that an operator commands happens in another way than by its record here. A command that is refused later, by
 * the floor that it was meant for, has a second record with the same id.
 *
 * @param actionId its id
 * @param operator who; also the record's key
 * @param role as which they were signed in; absent when they were not
 * @param command what
 * @param reason why, in their words
 * @param at when
 * @param refusal why it was not done; absent when it was taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperatorAction(
        ActionId actionId,
        OperatorId operator,
        @Nullable OperatorRole role,
        OperatorCommand command,
        String reason,
        Instant at,
        @Nullable String refusal) {
    private static final int LONGEST_REASON = 500;

    /**
     * @throws InvalidFieldException when a part is missing or too long, or a command that was taken names no incident or
     *     could not be read
     */
    public OperatorAction {
        Required.field("actionId", actionId);
        Required.field("operator", operator);
        Required.field("command", command);
        Required.text("reason", reason, LONGEST_REASON);
        Required.time("at", at);
        if (refusal == null && command instanceof OperatorCommand.ToFloor toFloor) {
            Required.field("command.alarmId", toFloor.alarmId());
        }
        if (refusal == null && command instanceof OperatorCommand.Unreadable) {
            throw new InvalidFieldException("refusal", "is missing: the command could not be read");
        }
    }

    /** The same, refused. */
    public OperatorAction refused(Instant refusedAt, String why) {
        return new OperatorAction(actionId, operator, role, command, reason, refusedAt, why);
    }
}
