package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.system.TollClient.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kafka goes away and comes back: callers are told, nothing is lost, and nobody has to restart anything. */
class KafkaAwayIT {
    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem();

    private static TollClient http() {
        return SYSTEM.service().http();
    }

    @Test
    void shouldSayThatKafkaIsAwayAndGoOnWhenItIsBack() throws IOException {
        PendingPayment before = aPayment().build();
        assertThat(http().post(before).status()).isEqualTo(202);
        SYSTEM.kafkaGoesAway();

        long start = System.nanoTime();
        Answer refused = http().post(aPayment().build());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.isProblem()).isTrue();
        assertThat(refused.header("Retry-After").orElse("")).containsOnlyDigits();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Answer ready = http().get("/q/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text()).contains("does not answer");
        });
        assertThat(http().get("/q/health/live").status()).isEqualTo(200);
        assertThat(http().get("/balance").status()).isEqualTo(200);

        SYSTEM.kafkaReturns();
        await().atMost(Duration.ofSeconds(30)).until(() -> http().isReady());
        PendingPayment after = aPayment().build();
        assertThat(http().post(after).status()).isEqualTo(202);
        for (PendingPayment payment : new PendingPayment[] {before, after}) {
            await().atMost(Duration.ofSeconds(20)).until(() -> http().stateOf(payment.paymentId())
                    .orElse("unknown")
                    .equals("settled"));
        }
        assertThat(SYSTEM.bank().ledger().summary().paymentsChargedTwice()).isZero();
    }
}
