package io.tocsin.notification.text;

import io.quarkus.qute.Template;
import io.tocsin.model.fire.Notification;
import io.tocsin.notification.routing.Telling;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes what people are told, from the templates {@code mail} and {@code sms}. */
public final class MessageTexts {
    private static final int LONGEST_PIECE = 500;

    private final Template mailText;
    private final Template mailHtml;
    private final Template sms;
    private final DateTimeFormatter times;

    /** @param zone by whose clocks people read times */
    public MessageTexts(ZoneId zone) {
        this.mailText = Templates.text("mail.txt");
        this.mailHtml = Templates.html("mail.html");
        this.sms = Templates.text("sms.txt");
        this.times = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.UK)
                .withZone(zone);
    }

    /**
     * Writes one.
     *
     * @param link by which the reader acknowledges; empty when there is nothing to acknowledge
     */
    public MessageText write(Telling telling, Optional<URI> link) {
        Notification notification = telling.notification();
        String headline = headline(telling);
        Map<String, Object> data = new HashMap<>();
        data.put("headline", headline);
        data.put("what", oneLine(notification.what()));
        data.put("where", oneLine(notification.where()));
        data.put("since", time(notification.since()));
        data.put("at", time(notification.at()));
        data.put("whatToDo", oneLine(notification.whatToDo()));
        link.ifPresent(uri -> data.put("link", uri.toString()));
        data.putIfAbsent("link", "");
        return new MessageText(
                headline,
                mailText.render(data),
                mailHtml.render(data),
                sms.render(data).strip());
    }

    private static String headline(Telling telling) {
        Notification notification = telling.notification();
        String about = severity(notification) + ", " + oneLine(notification.where());
        return switch (telling) {
            case Telling.First first -> about;
            case Telling.Summary summary ->
                about + ": " + summary.count() + (summary.count() == 1 ? " more message" : " more messages");
            case Telling.Reminder reminder -> about + ": not acknowledged yet";
            case Telling.Escalation escalation -> about + ": nobody has acknowledged";
        };
    }

    private static String severity(Notification notification) {
        return switch (notification.severity()) {
            case ALARM -> "FIRE ALARM";
            case PRE_ALARM -> "PRE-ALARM";
            case FAULT -> "Fault";
            case INFORMATION -> "Information";
        };
    }

    private String time(Instant time) {
        return times.format(time);
    }

    /** A notification's words come from other services: no line of theirs may look like one of ours. */
    private static String oneLine(String words) {
        String line =
                words.replaceAll("[\\p{Cntrl}\\s\\u0085\\u2028\\u2029]+", " ").strip();
        int characters = line.codePointCount(0, line.length());
        return characters <= LONGEST_PIECE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_PIECE)) + "...";
    }
}
