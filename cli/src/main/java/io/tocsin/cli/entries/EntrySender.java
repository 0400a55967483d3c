package io.tocsin.cli.entries;

import io.tocsin.cli.entries.EntryPlan.Passage;
import io.tocsin.cli.replay.Pace;
import io.tocsin.cli.replay.TopicWriter;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import java.nio.charset.StandardCharsets;

/** Sends one payment for each entry, in their order. */
final class EntrySender implements AutoCloseable {
    private final TopicWriter writer;
    private final JsonForm<PendingPayment> form = Json.form(PendingPayment.class);

    EntrySender(String bootstrapServers) {
        this.writer = new TopicWriter(bootstrapServers);
    }

    /**
     * Returns when Kafka has taken all of them.
     *
     * @param meanwhile is run now and then
     * @throws CommandFailure when Kafka does not take one
     */
    void send(EntryPlan plan, RunIds ids, Tally tally, Pace pace, Runnable meanwhile) {
        for (int entry = 0; entry < plan.size(); entry++) {
            requireTaken(entry, plan.size());
            pace.await(entry);
            Passage passage = plan.passage(entry);
            var payment = PendingPayment.of(ids.of(entry), passage.vehicle(), plan.amount(entry), passage.card(), null);
            byte[] value = form.write(payment);
            tally.sent(entry, System.nanoTime());
            writer.write(Topics.PENDING_PAYMENTS, passage.vehicle().text().getBytes(StandardCharsets.UTF_8), value);
            meanwhile.run();
        }
        writer.flush();
        requireTaken(plan.size(), plan.size());
    }

    @Override
    public void close() {
        writer.close();
    }

    private void requireTaken(int tried, int all) {
        writer.requireTaken("payment", tried + " of " + all + " were tried, some of them may still be settled");
    }
}
