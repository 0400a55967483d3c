package io.tocsin.bench;

import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.time.Duration;

/** A bank in process that approves everything after a fixed time. It sleeps as a blocking client would wait. */
final class SleepingBank implements Bank {
    private final Duration latency;

    SleepingBank(Duration latency) {
        this.latency = latency;
    }

    @Override
    public ChargeAnswer charge(Charge charge) {
        try {
            Thread.sleep(latency);
            return new ChargeAnswer.Approved("ch_" + charge.paymentId().text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ChargeAnswer.Unclear("interrupted");
        }
    }

    @Override
    public ChargeInquiry inquire(Charge charge) {
        return new ChargeInquiry.NoSuchCharge();
    }
}
