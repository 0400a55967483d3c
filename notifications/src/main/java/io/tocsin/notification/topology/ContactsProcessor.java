package io.tocsin.notification.topology;

import io.tocsin.contact.ContactReading;
import io.tocsin.contact.ContactRecords;
import io.tocsin.notification.directory.ContactTable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Reads the on-call directory. What is no contact is refused and changes nothing. */
final class ContactsProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = Logger.getLogger(ContactsProcessor.class);

    private final ContactRecords records = new ContactRecords();
    private final ContactTable table;
    private final NotificationMeters meters;

    ContactsProcessor(ContactTable table, NotificationMeters meters) {
        this.table = table;
        this.meters = meters;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        switch (records.read(record.key(), record.value())) {
            case ContactReading.Listed(var contact) -> table.put(contact);
            case ContactReading.Removed(String contact) -> table.remove(contact);
            case ContactReading.Refused(String reason) -> {
                meters.unreadable();
                LOG.warnf(
                        "A record of the on-call directory is refused, what was known before still holds: %s", reason);
            }
        }
    }
}
