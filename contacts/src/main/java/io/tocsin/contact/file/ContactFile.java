package io.tocsin.contact.file;

import io.tocsin.contact.Contact;
import io.tocsin.contact.PhoneNumbers;
import io.tocsin.contact.file.Entry.Fields;
import io.tocsin.contact.file.Entry.Items;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file of contacts says: either all of it is good or none of it is used.
 *
 * @param contacts in the order of the file
 * @param mistakes everything that is wrong, in the order of the lines; then there are no contacts
 */
public record ContactFile(List<Contact> contacts, List<Mistake> mistakes) {
    /** How many bytes a file may have. */
    public static final int LARGEST = 8 * 1024 * 1024;

    /** How many contacts it may have. */
    public static final int MOST_CONTACTS = 10_000;

    private static final String ROOT = "contacts";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Copies both. */
    public ContactFile {
        contacts = List.copyOf(contacts);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Reads a file, of which it takes no more than {@link #LARGEST} bytes.
     *
     * @param numbers reads its telephone numbers
     * @throws IOException when it cannot be read at all
     */
    public static ContactFile read(Path file, FileForm form, PhoneNumbers numbers) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return read(content.readNBytes(LARGEST + 1), form, numbers);
        }
    }

    /** Reads a whole file that is in memory already. */
    public static ContactFile read(byte[] content, FileForm form, PhoneNumbers numbers) {
        var mistakes = new ArrayList<Mistake>();
        var contacts = new ArrayList<Contact>();
        try {
            Items entries = entries(text(content), form, mistakes);
            contacts.addAll(contacts(entries, new EntryReader(numbers, mistakes), mistakes));
        } catch (UnreadableException e) {
            mistakes.add(e.mistake());
        }
        mistakes.sort(Comparator.comparing(Mistake::line));
        return new ContactFile(mistakes.isEmpty() ? contacts : List.of(), mistakes);
    }

    private static String text(byte[] content) {
        if (content.length > LARGEST) {
            throw unreadable("the file has more than " + LARGEST / (1024 * 1024) + " MB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw unreadable("the file is not in UTF-8: save it in that encoding");
        }
    }

    private static Items entries(String text, FileForm form, List<Mistake> mistakes) {
        Items entries =
                switch (form) {
                    case CSV -> CsvEntries.read(text, mistakes);
                    case YAML -> underRoot(YamlEntries.read(text));
                };
        int count = entries.items().size();
        if (count > MOST_CONTACTS) {
            throw unreadable("the file has " + count + " contacts, and may have " + MOST_CONTACTS);
        }
        if (count == 0 && mistakes.isEmpty()) {
            throw unreadable("the file has no contact");
        }
        return entries;
    }

    private static Items underRoot(Entry document) {
        if (document instanceof Fields fields
                && fields.fields().keySet().equals(Set.of(ROOT))
                && fields.fields().get(ROOT) instanceof Items items) {
            return items;
        }
        throw new UnreadableException(new Mistake(
                document.line(), null, "the file must have '" + ROOT + ":', and under it a list of contacts"));
    }

    private static List<Contact> contacts(Items entries, EntryReader reader, List<Mistake> mistakes) {
        var contacts = new ArrayList<Contact>();
        Map<String, Long> lines = new HashMap<>();
        for (Entry entry : entries.items()) {
            Contact contact = reader.contact(entry);
            if (contact == null) {
                continue;
            }
            contacts.add(contact);
            Long before = lines.putIfAbsent(contact.contact(), entry.line());
            if (before != null) {
                mistakes.add(new Mistake(entry.line(), "contact", "is the contact of line " + before + " again"));
            }
        }
        return contacts;
    }

    private static UnreadableException unreadable(String problem) {
        return new UnreadableException(new Mistake(1, null, problem));
    }
}
