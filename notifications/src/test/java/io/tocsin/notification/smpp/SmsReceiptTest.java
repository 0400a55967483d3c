package io.tocsin.notification.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsReceiptTest {
    private static final String TO = "4915123456789";

    @ParameterizedTest
    @CsvSource({
        "'id:7 sub:001 dlvrd:001 submit date:2501060830 done date:2501060831 stat:DELIVRD err:000 text:Fire', DELIVERED",
        "'ID:7 STAT:UNDELIV', FAILED",
        "'id: 7 stat: EXPIRED', FAILED",
        "'id:7 stat:REJECTD err:0A1', FAILED",
        "'id:7 stat:ACCEPTD', ON_ITS_WAY",
        "'id:7 done date:nonsense stat:DELIVRD', DELIVERED",
        "'id:7 stat:UNKNOWN', UNKNOWN",
        "'id:7', UNKNOWN"
    })
    void shouldReadTheText(String body, SmsReceipt.State state) {
        assertThat(read(body)).contains(new SmsReceipt("7", TO, state));
    }

    @ParameterizedTest
    @CsvSource({"1, ON_ITS_WAY", "2, DELIVERED", "3, FAILED", "5, FAILED", "7, UNKNOWN", "8, FAILED", "99, UNKNOWN"})
    void shouldBelieveTheParametersBeforeTheText(int number, SmsReceipt.State state) {
        assertThat(SmsReceipt.read("id:7 stat:ENROUTE".getBytes(ISO_8859_1), TO, "2a", number))
                .contains(new SmsReceipt("2a", TO, state));
    }

    @Test
    void shouldNotTakeTheMessagesOwnTextForFields() {
        assertThat(read("sub:001 text:id:8 stat:DELIVRD")).isEmpty();
        assertThat(read("id:7 text:stat:DELIVRD")).contains(new SmsReceipt("7", TO, SmsReceipt.State.UNKNOWN));
    }

    @Property
    void shouldReadAnythingWithoutFailing(@ForAll byte[] body) {
        SmsReceipt.read(body, TO, null, null)
                .ifPresent(receipt -> assertThat(receipt.messageId()).isNotBlank());
    }

    private static Optional<SmsReceipt> read(String body) {
        return SmsReceipt.read(body.getBytes(ISO_8859_1), TO, null, null);
    }
}
