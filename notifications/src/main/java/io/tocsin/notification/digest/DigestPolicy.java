package io.tocsin.notification.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When failed payments are told.
 *
 * @param at each day at this time
 * @param zone by whose clocks
 * @param threshold earlier, when so many have failed since the last digest
 * @param notMoreOftenThan but not before this has passed since the last one
 */
public record DigestPolicy(LocalTime at, ZoneId zone, int threshold, Duration notMoreOftenThan) {

    /** @throws IllegalArgumentException when a figure makes no sense; the message says which */
    public DigestPolicy {
        if (threshold < 1) {
            throw new IllegalArgumentException("digest threshold must be at least 1, not " + threshold);
        }
        if (notMoreOftenThan.isNegative()) {
            throw new IllegalArgumentException("digest not-more-often-than must not be negative");
        }
    }

    /** The first time of the day after {@code moment}. */
    Instant nextAfter(Instant moment) {
        ZonedDateTime here = moment.atZone(zone);
        ZonedDateTime today = here.toLocalDate().atTime(at).atZone(zone);
        return (today.toInstant().isAfter(moment)
                        ? today
                        : here.toLocalDate().plusDays(1).atTime(at).atZone(zone))
                .toInstant();
    }
}
