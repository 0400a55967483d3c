package io.tocsin.contact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.contact.ContactReading.Listed;
import io.tocsin.contact.ContactReading.Refused;
import io.tocsin.contact.ContactReading.Removed;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.PhoneNumber;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contacts as records of {@code contacts}, which anybody may have written. */
public final class ContactRecords {
    private static final JsonForm<Contact> FORM = Json.form(Contact.class);
    private static final int LARGEST = 64 * 1024;

    private final PhoneNumbers numbers = new PhoneNumbers(Optional.empty());

    /** The key under which a contact stands. */
    public static byte[] key(String contact) {
        return contact.getBytes(UTF_8);
    }

    /** A contact as a value. */
    public static byte[] value(Contact contact) {
        return FORM.write(contact);
    }

    /** Reads a record. An empty value removes, as none does. */
    public ContactReading read(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null) {
            return new Refused("the key is missing");
        }
        if (value == null || value.length == 0) {
            return new Removed(new String(key, UTF_8));
        }
        if (value.length > LARGEST) {
            return new Refused("the value has more than " + LARGEST + " bytes");
        }
        try {
            Contact contact = FORM.read(value);
            contact.phones().forEach(this::requireInUse);
            return Arrays.equals(key(contact.contact()), key)
                    ? new Listed(contact)
                    : new Refused("the key is not the name in the value");
        } catch (InvalidFieldException e) {
            return new Refused(e.field() + ": " + e.problem());
        }
    }

    private void requireInUse(PhoneNumber phone) {
        PhoneNumber read = ContactText.read("phones", phone.text(), numbers::read);
        if (!read.equals(phone)) {
            throw new InvalidFieldException("phones", "must be without what is not dialled, like +4915123456789");
        }
    }
}
