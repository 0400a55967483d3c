package io.tocsin.system;

import io.tocsin.contact.Contact;
import io.tocsin.model.file.DirectoryTree;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A notification house for the tests of one class, with Kafka, and with fire-detection where it is wanted; what its processes printed
 * last is shown when a test fails.
 */
final class NotificationSystem implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
    private final Map<String, String> settings = new HashMap<>();
    private int instances = 1;
    private boolean withFireDetection;
    private @Nullable Path directory;
    private @Nullable FireHouse fire;
    private @Nullable Broker broker;
    private @Nullable NotificationHouse house;

    /** With one more setting of notifications, by its environment name. */
    NotificationSystem with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** With that many instances of notifications; one unless told otherwise. */
    NotificationSystem instances(int count) {
        instances = count;
        return this;
    }

    /** With fire-detection beside it. */
    NotificationSystem withFireDetection() {
        withFireDetection = true;
        return this;
    }

    /** With a short session, so that a dead instance is soon missed; for tests that kill often. */
    NotificationSystem soonMissed() {
        return with("KAFKA_STREAMS_CONSUMER_SESSION_TIMEOUT_MS", "2000")
                .with("KAFKA_STREAMS_CONSUMER_HEARTBEAT_INTERVAL_MS", "500");
    }

    /** With rebalances in its log, so that they can be counted. */
    NotificationSystem tellingRebalances() {
        return with("QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL", "INFO");
    }

    /** That many people who are told of everything, everywhere, at once. */
    static List<Contact> people(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> person(number, 1))
                .toList();
    }

    /** Somebody who is told of everything, everywhere, with one mailbox and one telephone. */
    static Contact person(int number, int level) {
        return new Contact(
                "Person " + number,
                List.of(mailbox(number)),
                List.of(phone(number)),
                Set.of(Severity.ALARM, Severity.FAULT, Severity.INFORMATION),
                false,
                List.of(),
                level,
                null,
                null);
    }

    static EmailAddress mailbox(int person) {
        return EmailAddress.of("person-" + person + "@example.org");
    }

    static PhoneNumber phone(int person) {
        return PhoneNumber.of("+491512345%04d".formatted(person));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path everything = Files.createTempDirectory("tocsin-notifications-");
        directory = everything;
        broker = withFireDetection ? openFireHouse(everything).broker() : new Broker(everything, Jvm.SOON_READY);
        house = NotificationHouse.open(everything, Jvm.SOON_READY, broker, instances, settings);
    }

    private FireHouse openFireHouse(Path where) {
        fire = FireHouse.open(where, Jvm.SOON_READY, 1, Map.of());
        return fire;
    }

    NotificationHouse house() {
        if (house == null) {
            throw new IllegalStateException("the system is not started");
        }
        return house;
    }

    FireHouse fire() {
        if (fire == null) {
            throw new IllegalStateException("the system is not started, or has no fire-detection");
        }
        return fire;
    }

    NotificationService service() {
        return service(1);
    }

    NotificationService service(int number) {
        return house().services().get(number - 1);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.out.println(house().lastWords());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (house != null) {
            house.close();
        }
        if (fire != null) {
            fire.close();
        } else if (broker != null) {
            broker.close();
        }
        if (directory != null) {
            DirectoryTree.delete(directory);
        }
    }
}
