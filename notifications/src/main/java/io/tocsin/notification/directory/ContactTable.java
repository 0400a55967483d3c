package io.tocsin.notification.directory;

import io.tocsin.contact.Contact;
import io.tocsin.contact.Directory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The on-call directory as this instance has read it. Written by one thread, read by many. */
public final class ContactTable {
    private final Map<String, Contact> contacts = new TreeMap<>();
    private volatile Directory directory = new Directory(List.of());

    /** Puts somebody in, or other particulars of somebody. */
    public synchronized void put(Contact contact) {
        contacts.put(contact.contact(), contact);
        directory = new Directory(List.copyOf(contacts.values()));
    }

    /** Takes somebody out. */
    public synchronized void remove(String contact) {
        contacts.remove(contact);
        directory = new Directory(List.copyOf(contacts.values()));
    }

    /** As it is now. */
    public Directory directory() {
        return directory;
    }
}
