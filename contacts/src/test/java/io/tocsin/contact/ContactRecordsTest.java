package io.tocsin.contact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contact.ContactReading.Listed;
import io.tocsin.contact.ContactReading.Refused;
import io.tocsin.contact.ContactReading.Removed;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContactRecordsTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)\n## `contacts`\n.*?```json\n(.*?)\n```");
    private static final String ANN = """
            {"contact":"Ann","emails":["ann@example.org"],"phones":["+4915123456789"],"severities":["alarm"],\
            "failedPayments":false,"places":["north-*"],"level":1,\
            "rota":{"zone":"Europe/Berlin","shifts":[{"days":["monday"],"from":"18:00","to":"06:00"}]},\
            "quiet":{"zone":"Europe/Berlin","from":"22:00","to":"07:00"}}""";

    private final ContactRecords records = new ContactRecords();

    private ContactReading read(String key, String value) {
        return records.read(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void shouldReadWhatItWrites(@ForAll("contacts") Contact contact) {
        byte[] value = ContactRecords.value(contact);

        assertThat(records.read(ContactRecords.key(contact.contact()), value)).isEqualTo(new Listed(contact));
    }

    @Provide
    Arbitrary<Contact> contacts() {
        return Contacts.any();
    }

    @Test
    void shouldReadTheExampleOfTheTopic() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/topics.md")));
        assertThat(example.find()).isTrue();

        assertThat(read("Ann Miller", example.group(1)))
                .isInstanceOfSatisfying(Listed.class, listed -> assertThat(ContactRecords.value(listed.contact()))
                        .asString(UTF_8)
                        .isEqualTo(example.group(1)));
    }

    @Test
    void shouldDoWithWhatIsRequired() {
        assertThat(
                        read(
                                "Ann",
                                "{\"contact\":\"Ann\",\"emails\":[\"ann@example.org\"],\"severities\":[\"alarm\"],\"level\":1}"))
                .isInstanceOf(Listed.class);
        assertThat(read(
                        "Ann",
                        "{\"contact\":\"Ann\",\"emails\":[\"ann@example.org\"],\"failedPayments\":true,\"level\":1}"))
                .isInstanceOf(Listed.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PRE_ALARM")
    void shouldNameSeveritiesAsNotificationsDo(Severity severity) {
        assertThat(Json.write(severity)).asString(UTF_8).isEqualTo('"' + ContactText.name(severity) + '"');
    }

    @Test
    void shouldRemoveWithNoValueAndWithAnEmptyOne() {
        assertThat(records.read("Ann".getBytes(UTF_8), null)).isEqualTo(new Removed("Ann"));
        assertThat(read("Ann", "")).isEqualTo(new Removed("Ann"));
    }

    @Test
    void shouldRefuseARecordOfSomebodyElse() {
        assertThat(read("Ann", ANN)).isInstanceOf(Listed.class);
        assertThat(read("ann", ANN)).isEqualTo(new Refused("the key is not the name in the value"));
        assertThat(records.read(null, ANN.getBytes(UTF_8))).isEqualTo(new Refused("the key is missing"));
        assertThat(records.read(null, null)).isEqualTo(new Refused("the key is missing"));
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        assertThat(read("Ann", ANN + " ".repeat(64 * 1024)))
                .isEqualTo(new Refused("the value has more than 65536 bytes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            "Ann"                  | ""                        | contact: must be text of 1 to 100 characters
            "Ann"                  | " Ann"                    | contact: must be text without control characters
            "Ann"                  | "A\\nn"                   | contact: must be text without control characters
            "Ann"                  | "A\\u202en"               | the key is not
            "Ann"                  | null                      | contact: is missing
            "Ann"                  | 7                         | contact: must be text in quotes
            ["ann@example.org"]    | ["ann"]                   | emails: must be a mailbox like ann@example.org
            ["ann@example.org"]    | [null]                    | emails: is missing
            ["ann@example.org"]    | ["a@b","a@b"]             | emails: has one twice
            ["ann@example.org"]    | ["a@a","a@b","a@c","a@d","a@e","a@f","a@g","a@h","a@i","a@j","a@k"] | emails: must be 10 at the most
            ["ann@example.org"]    | "ann@example.org"         | emails: must be
            ["+4915123456789"]     | ["015123456789"]          | phones: must be '+', country code and number
            ["+4915123456789"]     | ["+4930901820"]           | phones: is a landline or service number
            ["+4915123456789"]     | ["+49015123456789"]       | phones: must be without what is not dialled
            ["+4915123456789"]     | ["+9991234567"]           | phones: has no country code that exists
            ["alarm"]              | ["fire"]                  | severities: must be alarm, fault or information
            ["alarm"]              | []                        | severities: must name at least one of alarm, fault, information
            ["alarm"]              | null                      | severities: must name at least one of alarm, fault, information
            false                  | "true"                    | failedPayments: must be
            ["north-*"]            | ["north *"]               | places: must be floors like north-3, or buildings like north-*
            ["north-*"]            | [""]                      | places: must be floors like north-3, or buildings like north-*
            ["north-*"]            | ["north-*","north-*"]     | places: has one twice
            "level":1              | "level":0                 | level: must be 1 to 9
            "level":1              | "level":10                | level: must be 1 to 9
            "level":1              | "level":1.5               | level: must be a whole number
            "level":1              | "level":null              | level: is missing
            ["monday"]             | []                        | rota.shifts.days: must name at least one day
            ["monday"]             | ["Montag"]                | rota.shifts.days: must be a day like monday
            ["monday"]             | ["monday-friday-sunday"]  | rota.shifts.days: must be a day like monday
            "18:00"                | "24:00"                   | rota.shifts.from: must be a time of day from 00:00 to 23:59
            "18:00"                | "18:00:30"                | rota.shifts.from: must be a time of day from 00:00 to 23:59
            "06:00"                | null                      | rota.shifts.to: is missing
            {"days":["monday"],"from":"18:00","to":"06:00"} | null | rota.shifts: must not have null in it
            {"days":["monday"],"from":"18:00","to":"06:00"} |   | rota.shifts: must be 1 to 50 shifts
            "Europe/Berlin","shifts" | "Berlin","shifts"       | rota.zone: must be a time zone like Europe/Berlin or UTC
            "Europe/Berlin","shifts" | "+02:00","shifts"       | rota.zone: must be a time zone like Europe/Berlin or UTC
            "zone":"Europe/Berlin","from":"22:00" | "from":"22:00"  | quiet.zone: is missing
            "22:00"                | "late"                    | quiet.from: must be a time of day from 00:00 to 23:59
            "22:00"                | "07:00"                   | quiet.to: must not be as quiet.from
            "level":1              | "level":1,"level":2       | has a property twice
            }}                     | }                         | well-formed JSON
            """)
    void shouldNameTheFieldThatIsWrong(String good, @Nullable String bad, String problem) {
        assertThat(ANN).contains(good);
        String value = ANN.replace(good, bad == null ? "" : bad);

        assertThat(read("Ann", value)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .contains(problem));
    }

    @Test
    void shouldRefuseDigestsForOneWithoutAMailbox() {
        assertThat(read("Ann", ANN.replace("[\"ann@example.org\"]", "[]").replace("false", "true")))
                .isEqualTo(new Refused("failedPayments: needs an address in emails: its digest is a mail"));
    }
}
