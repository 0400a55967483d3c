package io.tocsin.bench;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.Bank;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures contenders side by side: each repetition runs every one of them once, on a broker of its own that is new and
 * holds the payments already, so that nobody profits from another's leavings. The first repetition warms up and is dropped.
 */
final class Comparison {
    private final List<Contender> contenders;
    private final Bank bank;
    private final int payments;
    private final int repetitions;

    Comparison(List<Contender> contenders, Bank bank, int payments, int repetitions) {
        this.contenders = contenders;
        this.bank = bank;
        this.payments = payments;
        this.repetitions = repetitions;
    }

    /** All readings of each contender. */
    Map<String, List<Stopwatch.Reading>> run() throws Exception {
        var readings = new LinkedHashMap<String, List<Stopwatch.Reading>>();
        contenders.forEach(contender -> readings.put(contender.name(), new ArrayList<>()));
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            for (Contender contender : contenders) {
                Stopwatch.Reading reading = measure(contender);
                boolean warmUp = repetition == 0;
                System.err.printf(
                        "%-40s %,10.0f payments/s, %,5.0f µs of processor time each%s%n",
                        contender.name(), reading.perSecond(), reading.cpuMicros(), warmUp ? "   (warm-up)" : "");
                if (!warmUp) {
                    readings.getOrDefault(contender.name(), new ArrayList<>()).add(reading);
                }
            }
        }
        return readings;
    }

    private Stopwatch.Reading measure(Contender contender) throws Exception {
        int count = contender.payments(payments);
        try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL)) {
            Payments.write(kafka.bootstrapServers(), count);
            AutoCloseable running = contender.start(kafka.bootstrapServers(), bank);
            try {
                return Stopwatch.watch(kafka.bootstrapServers(), count);
            } finally {
                running.close();
            }
        }
    }
}
