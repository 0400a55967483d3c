package io.tocsin.bench;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.Bank;

/**
 * A contender works off payments that wait for it.
 *
 * @param payments how many the fast ones are given
 */
record PaymentsRun(Contender contender, Bank bank, int payments) implements Comparison.Entry {
    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public Stopwatch.Reading measure() throws Exception {
        int count = contender.payments(payments);
        try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL)) {
            Payments.write(kafka.bootstrapServers(), count);
            AutoCloseable running = contender.start(kafka.bootstrapServers(), bank);
            try {
                return Stopwatch.watch(kafka.bootstrapServers(), Topics.SETTLED_PAYMENTS, value -> true, count);
            } finally {
                running.close();
            }
        }
    }
}
