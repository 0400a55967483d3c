package io.tocsin.simulation.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a history to people: one event a line. */
public final class Story {
    private static final double NANOS_A_SECOND = 1e9;

    private Story() {}

    /** The whole of it. */
    public static String of(List<HistoryEvent> history) {
        return lines(history, 0, history.size());
    }

    /** What led to the event at {@code position}: it, and at most {@code before} events before it. */
    public static String upTo(List<HistoryEvent> history, int position, int before) {
        return lines(history, Math.max(0, position - before), Math.min(history.size(), position + 1));
    }

    private static String lines(List<HistoryEvent> history, int from, int to) {
        var text = new StringBuilder();
        for (int position = from; position < to; position++) {
            HistoryEvent event = history.get(position);
            text.append(String.format(
                    Locale.ROOT, "%6d %12.6f s  %s%n", position, (double) event.at() / NANOS_A_SECOND, line(event)));
        }
        return text.toString();
    }

    private static String line(HistoryEvent event) {
        return switch (event) {
            case HistoryEvent.Sent it ->
                "sent          " + it.id() + " of " + it.key() + " (" + it.content() + ") at "
                        + place(it.partition(), it.offset()) + claims(it);
            case HistoryEvent.Republished it ->
                "republished   " + it.id() + " at " + place(it.partition(), it.offset());
            case HistoryEvent.ProcessBegan it -> "process " + it.process() + "     begins";
            case HistoryEvent.ProcessEnded it -> "process " + it.process() + "     is " + it.how();
            case HistoryEvent.ProcessFrozen it ->
                "process " + it.process() + "     " + (it.frozen() ? "stands still" : "goes on");
            case HistoryEvent.LifeBegan it ->
                "life " + it.life() + "        process " + it.process() + " owns partition " + it.partition();
            case HistoryEvent.LifeEnded it -> "life " + it.life() + "        ends: " + it.how();
            case HistoryEvent.Admitted it ->
                "admitted      " + it.id() + " of " + it.key() + ", offset " + it.offset() + ", by life " + it.life();
            case HistoryEvent.Announced it ->
                "entry         of " + it.id() + (it.mayBeCalled() ? " announces a call" : " announces none")
                        + ", by life " + it.life();
            case HistoryEvent.Committed it -> "committed     what lives " + it.lives() + " did";
            case HistoryEvent.AttemptBegan it ->
                "attempt " + it.attempt() + "     begins, life " + it.life() + " in process " + it.process()
                        + ", circuit " + it.circuit();
            case HistoryEvent.AttemptEnded it -> "attempt " + it.attempt() + "     ends";
            case HistoryEvent.InquiryBegan it ->
                "attempt " + it.attempt() + "     asks about " + it.id() + ", number " + it.number();
            case HistoryEvent.InquiryEnded it ->
                "attempt " + it.attempt() + "     is told of " + it.id() + ": " + it.found();
            case HistoryEvent.CallBegan it ->
                "attempt " + it.attempt() + "     calls " + it.id() + " of " + it.key() + ", number " + it.number()
                        + (it.idempotencyKey().equals(it.id()) ? "" : " under the key " + it.idempotencyKey());
            case HistoryEvent.CallEnded it ->
                "attempt " + it.attempt() + "     is answered for " + it.id() + ": " + it.answer()
                        + wish(it.retryAfter());
            case HistoryEvent.Interrupted it -> "attempt " + it.attempt() + "     is interrupted";
            case HistoryEvent.Effect it -> "effect        of " + it.id();
            case HistoryEvent.OutcomeWritten it ->
                "outcome       of " + it.id() + ": " + it.ending() + " after " + it.attempts();
            case HistoryEvent.DeadLettered it ->
                "dead letter   " + place(it.partition(), it.offset()) + ": " + it.reason();
            case HistoryEvent.BooksSeen it -> "books         of process " + it.process() + ": " + it.books();
            case HistoryEvent.CircuitSeen it -> "circuit       of process " + it.process() + ": " + it.circuit();
            case HistoryEvent.StreamWaited it ->
                "stream thread of process " + it.process() + " stood still for " + it.time();
            case HistoryEvent.EngineFailed it -> "the engine    of process " + it.process() + " threw " + it.what();
            case HistoryEvent.DrainBegan it -> "process " + it.process() + "     is asked to stop";
            case HistoryEvent.ClockMoved it -> "the clocks    are moved by " + it.by();
            case HistoryEvent.Note it -> "              " + it.text();
            case HistoryEvent.NeverAtRest it -> "at the end    it has not come to rest";
            case HistoryEvent.StoresAtEnd it ->
                "at the end    partition " + it.partition() + ": " + it.inFlight() + " in flight, " + it.waiting()
                        + " waiting";
            case HistoryEvent.BooksAtEnd it -> "at the end    " + it.books();
            case HistoryEvent.CallsAtEnd it ->
                "at the end    process " + it.process() + " counts " + it.calls() + " calls";
        };
    }

    private static String place(int partition, long offset) {
        return partition + "/" + offset;
    }

    private static String claims(HistoryEvent.Sent it) {
        @Nullable Instant due = it.notBefore();
        return (it.retries() > 0 ? ", retries " + it.retries() : "")
                + (it.redrives() > 0 ? ", redrives " + it.redrives() : "")
                + (due != null ? ", not before " + due : "")
                + (it.hopeless() ? ", hopeless" : "");
    }

    private static String wish(@Nullable Duration retryAfter) {
        return retryAfter == null ? "" : ", not before " + retryAfter.toMillis() + " ms";
    }
}
