package io.tocsin.notification.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the service counts besides its two engines. */
public final class NotificationMeters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(100)
    };

    private final MeterRegistry registry;
    private final Counter unreadable;
    private final Set<String> notReached = ConcurrentHashMap.newKeySet();

    /** @param registry where they go */
    public NotificationMeters(MeterRegistry registry) {
        this.registry = registry;
        this.unreadable = Counter.builder("tocsin.notifications.unreadable")
                .description("Records that are no notifications, contacts or inputs")
                .register(registry);
        Gauge.builder("tocsin.notifications.recipients.not.reached", notReached, Set::size)
                .description("Recipients to whom a message is late or was given up, and none accepted since")
                .register(registry);
    }

    void notified(Severity severity) {
        Counter.builder("tocsin.notifications.received")
                .description("Notifications taken in, each once")
                .tag("severity", inWords(severity))
                .register(registry)
                .increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    /** Counts what the SMS centre reports of a message. */
    void reported(Channel channel, DeliveryReceipt.State state) {
        Counter.builder("tocsin.notifications.messages")
                .description("Messages by what has become of them")
                .tags("channel", channel.inWords(), "state", inWords(state))
                .register(registry)
                .increment();
    }

    /** Counts what has become of a message; of one that was accepted, how long that took since it was noticed. */
    void sent(Channel channel, Severity severity, DeliveryReceipt.State state, Instant noticedAt, Instant at) {
        reported(channel, state);
        if (state == DeliveryReceipt.State.ACCEPTED) {
            Duration took = Duration.between(noticedAt, at);
            Timer.builder("tocsin.notifications.accepted")
                    .description("From what happened was noticed until the gateway has taken the message over")
                    .tags("channel", channel.inWords(), "severity", inWords(severity))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    void lost(String recipient) {
        notReached.add(recipient);
    }

    void reached(String recipient) {
        notReached.remove(recipient);
    }

    private static String inWords(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
