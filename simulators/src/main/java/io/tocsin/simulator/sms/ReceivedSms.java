package io.tocsin.simulator.sms;

import io.tocsin.simulator.inbox.Inbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An SMS that was taken: whole, or as much of it as has come.
 *
 * @param at when its first part came
 * @param from who sent it
 * @param to the number it is for
 * @param reference that its parts have in common; absent when it came in one piece
 * @param of how many parts it has
 * @param parts those that have come, in the order of the text
 * @param text put together; an ellipsis stands for parts that are missing
 */
public record ReceivedSms(
        Instant at, String from, String to, @Nullable Integer reference, int of, List<Part> parts, String text)
        implements Inbox.Message {

    /**
     * One part.
     *
     * @param number from 1
     * @param at when it came
     * @param messageId that the centre gave it
     * @param text of it
     */
    public record Part(int number, Instant at, String messageId, String text) {}

    private record Sameness(String to, @Nullable Integer reference, String text) {}

    /** Copies {@code parts}. */
    public ReceivedSms {
        parts = List.copyOf(parts);
    }

    /** What has come of a message, with {@code parts} in any order. */
    static ReceivedSms of(String from, String to, @Nullable Integer reference, int of, List<Part> parts) {
        List<Part> inOrder =
                parts.stream().sorted(Comparator.comparingInt(Part::number)).toList();
        Instant first = inOrder.stream().map(Part::at).min(Instant::compareTo).orElse(Instant.EPOCH);
        return new ReceivedSms(first, from, to, reference, of, inOrder, together(of, inOrder));
    }

    /** Whether all of it has come. */
    public boolean complete() {
        return parts.size() == of;
    }

    /** Whether a part of a message can be one that is missing here. */
    boolean lacks(String sender, String recipient, Segment.Place place) {
        return from.equals(sender)
                && to.equals(recipient)
                && reference != null
                && reference == place.reference()
                && of == place.parts()
                && parts.stream().noneMatch(part -> part.number() == place.number());
    }

    ReceivedSms with(Part part) {
        return of(
                from,
                to,
                reference,
                of,
                Stream.concat(parts.stream(), Stream.of(part)).toList());
    }

    /** The same text for the same number under the same reference. */
    @Override
    public Object sameness() {
        return new Sameness(to, reference, text);
    }

    @Override
    public int characters() {
        return from.length() + to.length() + 2 * text.length();
    }

    private static String together(int of, List<Part> inOrder) {
        if (inOrder.size() == of) {
            return inOrder.stream().map(Part::text).collect(Collectors.joining());
        }
        var text = new StringBuilder();
        int next = 1;
        for (Part part : inOrder) {
            text.append(part.number() > next ? "…" : "").append(part.text());
            next = part.number() + 1;
        }
        return next <= of ? text.append("…").toString() : text.toString();
    }
}
