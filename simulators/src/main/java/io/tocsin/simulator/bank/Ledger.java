package io.tocsin.simulator.bank;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tocsin.model.payment.PaymentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the bank charged. May be read from any thread but an event loop: it waits for the bank's turn. */
public final class Ledger {
    private final BankServer bank;
    private final LedgerFile file;
    private final ChargeBook book;
    private final ChargeDesk desk;
    private final BankCounts counts;
    private final LedgerLineReader reader = new LedgerLineReader();

    Ledger(BankServer bank, LedgerFile file, ChargeBook book, ChargeDesk desk, BankCounts counts) {
        this.bank = bank;
        this.file = file;
        this.book = book;
        this.desk = desk;
        this.counts = counts;
    }

    /**
     * The ledger and the bank's work in figures.
     *
     * @param totals what follows from the ledger: it survives a restart
     * @param running charges admitted and not decided
     * @param requests {@code POST /charges} received since the start
     * @param inquiries {@code GET /charges/{paymentId}} received since the start
     * @param replays charges answered from memory since the start
     * @param conflicts charges refused since the start because the first with their key still ran
     * @param keyReuseRefusals charges refused since the start because their key stood for another body
     * @param malformed requests refused since the start because they could not be read
     * @param faultsShown requests of any kind that met a fault since the start
     */
    public record Summary(
            @JsonUnwrapped LedgerTotals totals,
            int running,
            long requests,
            long inquiries,
            long replays,
            long conflicts,
            long keyReuseRefusals,
            long malformed,
            long faultsShown) {

        /** How many payment ids have more than one approved charge in the ledger. */
        public long paymentsChargedTwice() {
            return totals.paymentsChargedTwice();
        }
    }

    /** A part of the ledger file that holds whole lines and will not change. */
    public record Lines(Path path, long offset, long length) {}

    /** The figures of this moment. */
    public Summary summary() {
        return bank.onEventLoop(() -> new Summary(
                book.totals(),
                desk.running(),
                counts.chargeRequests(),
                counts.inquiries(),
                counts.of(BankResult.REPLAYED),
                counts.of(BankResult.CONFLICT),
                counts.of(BankResult.KEY_REUSED),
                counts.of(BankResult.MALFORMED),
                counts.of(BankResult.FAULT)));
    }

    /**
     * Every charge of one payment, approved or declined, in the order in which they were decided.
     *
     * @throws UncheckedIOException when the ledger cannot be read
     */
    public List<LedgerEntry> chargesOf(PaymentId payment) {
        Id id = Id.ofUuid(payment.text());
        if (id == null) {
            throw new IllegalArgumentException("a payment id is a UUID");
        }
        List<Long> offsets = bank.onEventLoop(() -> book.fileOffsets(id));
        var entries = new ArrayList<LedgerEntry>(offsets.size());
        for (long offset : offsets) {
            try {
                entries.add(reader.readEntry(file.line(offset)));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot read the bank's ledger " + file.path() + " at byte " + offset, e);
            }
        }
        return entries;
    }

    /**
     * Every charge, approved or declined, in the order in which they were decided.
     *
     * @throws UncheckedIOException when the ledger cannot be read
     */
    public List<LedgerEntry> charges() {
        Lines lines = linesSince(Instant.EPOCH);
        var entries = new ArrayList<LedgerEntry>();
        try (BufferedReader text = Files.newBufferedReader(lines.path(), US_ASCII)) {
            for (long read = 0; read < lines.length(); ) {
                String line = Objects.requireNonNull(text.readLine(), "the ledger is shorter than it says");
                entries.add(reader.readEntry(line.getBytes(US_ASCII)));
                read += line.length() + 1;
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bank's ledger " + lines.path(), e);
        }
    }

    /** Where the lines of the charges made at or after {@code since} are. */
    public Lines linesSince(Instant since) {
        return bank.onEventLoop(() -> {
            long end = file.length();
            long start = book.fileOffsetSince(since.toEpochMilli(), end);
            return new Lines(file.path(), start, end - start);
        });
    }

    /**
     * Forgets every charge and every key: for tests and demonstrations. Charges that run are decided afterwards, in the
     * empty ledger.
     *
     * @throws UncheckedIOException when the file cannot be emptied
     */
    public void clear() {
        bank.onEventLoop(() -> {
            try {
                file.clear();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot empty the bank's ledger " + file.path(), e);
            }
            book.clear();
            return book.totals();
        });
    }
}
