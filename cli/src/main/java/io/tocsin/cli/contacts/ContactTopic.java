package io.tocsin.cli.contacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.topic.CompactedTopics;
import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactReading.Listed;
import io.tocsin.contact.ContactReading.Refused;
import io.tocsin.contact.ContactReading.Removed;
import io.tocsin.contact.ContactRecords;
import io.tocsin.model.topic.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The on-call directory as it stands in Kafka. */
final class ContactTopic {
    private final CompactedTopics topics;
    private final ContactRecords records = new ContactRecords();

    /** @param bootstrapServers where Kafka is */
    ContactTopic(String bootstrapServers) {
        this.topics = new CompactedTopics(bootstrapServers, "on-call directory");
    }

    /**
     * What stands there.
     *
     * @param contacts by name
     * @param refused records that are no contacts, and why, by key: nobody is told because of them
     */
    record Listing(Map<String, Contact> contacts, Map<String, String> refused) {}

    /** @throws CommandFailure when Kafka does not answer */
    Listing read() {
        var contacts = new LinkedHashMap<String, Contact>();
        var refused = new LinkedHashMap<String, String>();
        for (ConsumerRecord<byte[], byte[]> message : topics.latest(Topics.CONTACTS)) {
            switch (records.read(message.key(), message.value())) {
                case Listed listed -> contacts.put(listed.contact().contact(), listed.contact());
                case Refused why -> refused.put(new String(message.key(), UTF_8), why.reason());
                case Removed removed -> {}
            }
        }
        return new Listing(contacts, refused);
    }

    /**
     * Writes contacts, then removes others, and returns when Kafka has it all.
     *
     * @throws CommandFailure when Kafka does not take all of it: importing again does no harm
     */
    void write(List<Contact> contacts, Collection<String> removed) {
        topics.write(contacts.stream()
                .map(contact -> message(contact.contact(), ContactRecords.value(contact)))
                .toList());
        topics.write(removed.stream().map(contact -> message(contact, null)).toList());
    }

    private static ProducerRecord<byte[], byte[]> message(String contact, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.CONTACTS.name(), ContactRecords.key(contact), value);
    }
}
