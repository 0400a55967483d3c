package io.tocsin.notification.message;

import io.tocsin.calls.Outcome;
import io.tocsin.calls.OutcomeForm;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.notification.Envelope;
import io.tocsin.notification.delivery.DeliveryAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outcome of the engine as the receipt that announces it.
 *
 * @param <M> the message
 */
public final class DeliveryReceipts<M> implements OutcomeForm<M, DeliveryAnswer.Accepted> {
    private static final JsonForm<DeliveryReceipt> JSON = Json.form(DeliveryReceipt.class);

    private final MessageForm<M> form;

    /** @param form of the messages */
    public DeliveryReceipts(MessageForm<M> form) {
        this.form = form;
    }

    @Override
    public byte[] write(Outcome<M, DeliveryAnswer.Accepted> outcome) {
        return JSON.write(receipt(outcome));
    }

    /** The receipt that tells of an outcome. */
    public DeliveryReceipt receipt(Outcome<M, DeliveryAnswer.Accepted> outcome) {
        return switch (outcome) {
            case Outcome.Succeeded<M, DeliveryAnswer.Accepted> accepted ->
                receipt(outcome, State.ACCEPTED, accepted.answer().references(), null);
            case Outcome.Failed<M, DeliveryAnswer.Accepted> failed ->
                switch (failed.kind()) {
                    case OUTCOME_UNKNOWN -> receipt(outcome, State.UNKNOWN, List.of(), reason(failed));
                    case REFUSED, RETRIES_EXHAUSTED, EXPIRED ->
                        receipt(outcome, State.FAILED, List.of(), reason(failed));
                };
        };
    }

    /** Why it failed, for people. */
    public static String reason(Outcome.Failed<?, ?> failed) {
        String what =
                switch (failed.kind()) {
                    case REFUSED -> "refused for good";
                    case RETRIES_EXHAUSTED -> "given up after " + failed.attempts() + " attempts";
                    case EXPIRED -> "too old to be worth sending";
                    case OUTCOME_UNKNOWN -> "it may have been sent, nobody can tell";
                };
        return what + ": " + failed.detail();
    }

    private DeliveryReceipt receipt(
            Outcome<M, DeliveryAnswer.Accepted> outcome,
            State state,
            List<String> references,
            @Nullable String detail) {
        M message = outcome.request();
        Envelope envelope = form.envelope(message);
        return new DeliveryReceipt(
                envelope.messageId(),
                envelope.notification(),
                envelope.incident(),
                form.channel(),
                envelope.contact(),
                form.key(message),
                state,
                outcome.at(),
                outcome.attempts(),
                references,
                detail);
    }
}
