package io.tocsin.cli.contacts;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.contact.PhoneNumbers;
import io.tocsin.contact.file.ContactFile;
import io.tocsin.contact.file.FileForm;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Whom the simulated building calls, until somebody imports others. */
public final class SampleContacts {
    private static final String FILE = "/contacts/sample.yaml";

    private SampleContacts() {}

    /**
     * Writes them where the on-call directory is empty.
     *
     * @return whether it was
     * @throws CommandFailure when Kafka does not answer
     */
    public static boolean fillEmptyDirectory(String bootstrapServers) {
        var topic = new ContactTopic(bootstrapServers);
        if (!topic.read().contacts().isEmpty()) {
            return false;
        }
        topic.write(read().contacts(), List.of());
        return true;
    }

    static ContactFile read() {
        try (InputStream in = SampleContacts.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw CommandFailure.failed(FILE + " is missing in this jar");
            }
            return ContactFile.read(in.readAllBytes(), FileForm.YAML, new PhoneNumbers(Optional.empty()));
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + FILE + ": " + e.getMessage(), e);
        }
    }
}
