package io.tocsin.simulator.sms;

import io.tocsin.simulator.fault.Dice;
import io.tocsin.simulator.fault.Throttle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens under one plan: draws, and what must be remembered for it. Safe to share between sessions. */
final class SmsFaults {
    private final SmsPlan plan;
    private final Dice messageDice;
    private final Dice receiptDice;
    private final Optional<Throttle> throttle;

    SmsFaults(SmsPlan plan) {
        this.plan = plan;
        Dice dice = Dice.of(plan.seed());
        this.messageDice = dice.another();
        this.receiptDice = dice.another();
        this.throttle = plan.perSecond().isPresent()
                ? Optional.of(new Throttle(plan.perSecond().getAsInt(), System::nanoTime))
                : Optional.empty();
    }

    SmsPlan plan() {
        return plan;
    }

    /** Whether one more message is taken in this second. */
    boolean admits() {
        return throttle.isEmpty() || throttle.get().admits();
    }

    @Nullable SmsFault nextOfMessage() {
        return messageDice.next(plan.faults());
    }

    /** What is odd about the next receipt; null when nothing is. */
    ReceiptPlan.@Nullable Kind nextOfReceipt() {
        ReceiptPlan.Oddity oddity = receiptDice.next(plan.receipts().oddities());
        return oddity == null ? null : oddity.kind();
    }
}
