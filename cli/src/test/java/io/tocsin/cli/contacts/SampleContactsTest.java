package io.tocsin.cli.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contact.Directory;
import io.tocsin.contact.file.ContactFile;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification.Severity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleContactsTest {
    @Test
    void shouldCallSomebodyByMailAndBySmsOfAlarmsAndFaultsOnEveryFloor() {
        ContactFile sample = SampleContacts.read();

        assertThat(sample.mistakes()).isEmpty();
        for (Severity severity : new Severity[] {Severity.ALARM, Severity.FAULT}) {
            assertThat(new Directory(sample.contacts())
                            .recipients(severity, Optional.of(FloorId.of("floor-1")), 1, 1, Instant.now()))
                    .anySatisfy(recipient -> {
                        assertThat(recipient.contact().emails()).isNotEmpty();
                        assertThat(recipient.contact().phones()).isNotEmpty();
                    });
        }
    }
}
