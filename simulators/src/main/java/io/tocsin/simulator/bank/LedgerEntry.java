package io.tocsin.simulator.bank;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: one charge that was decided.
 *
 * @param chargeId the bank's own name of the charge, {@code ch_} and sixteen hexadecimal digits
 * @param paymentId the payment it was for, as the client named it
 * @param status whether money moved
 * @param code why it was declined; null when it was approved
 * @param amount how much
 * @param createdAt when it was decided, to the millisecond
 * @param idempotencyKey the key it came with
 * @param cardToken the card it came with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
        String chargeId,
        PaymentId paymentId,
        ChargeStatus status,
        @Nullable String code,
        Money amount,
        Instant createdAt,
        String idempotencyKey,
        String cardToken) {}
