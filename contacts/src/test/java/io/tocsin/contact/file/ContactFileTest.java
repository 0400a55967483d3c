package io.tocsin.contact.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactRecords;
import io.tocsin.contact.ContactText;
import io.tocsin.contact.Contacts;
import io.tocsin.contact.PhoneNumbers;
import io.tocsin.contact.QuietHours;
import io.tocsin.contact.Rota;
import io.tocsin.contact.Rota.Shift;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.json.Json;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Files of contacts: all of it good, or each mistake with its line and field. */
class ContactFileTest {
    private static final PhoneNumbers GERMAN = new PhoneNumbers(Optional.of("DE"));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Path FILE = Path.of("team");

    private static final String ANN = """
            contacts:
              - contact: Ann Miller
                emails: [ann@example.org]
                phones: [0151 23456789, +44 7400 123456]
                severities: [alarm, fault]
                failedPayments: false
                places: [north-*]
                level: 1
                rota:
                  zone: Europe/Berlin
                  shifts:
                    - days: [monday-friday]
                      from: 18:00
                      to: 06:00
                    - {days: [saturday, sunday], from: 00:00, to: 00:00}
                quiet: {zone: Europe/Berlin, from: 22:00, to: 07:00}
            """;
    private static final String HEADER =
            "contact,emails,phones,severities,failedPayments,places,level,zone,rota,quiet\n";
    private static final String ANN_ROW = "Ann Miller,ann@example.org,0151 23456789; +44 7400 123456,alarm;fault,false,"
            + "north-*,1,Europe/Berlin,monday-friday 18:00-06:00; saturday sunday 00:00-00:00,22:00-07:00\n";
    private static final Contact READ = new Contact(
            "Ann Miller",
            List.of(new EmailAddress("ann@example.org")),
            List.of(new PhoneNumber("+4915123456789"), new PhoneNumber("+447400123456")),
            Set.of(Severity.ALARM, Severity.FAULT),
            false,
            List.of("north-*"),
            1,
            new Rota(
                    BERLIN,
                    List.of(
                            new Shift(
                                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                    LocalTime.of(18, 0),
                                    LocalTime.of(6, 0)),
                            new Shift(
                                    Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                    LocalTime.MIDNIGHT,
                                    LocalTime.MIDNIGHT))),
            new QuietHours(BERLIN, LocalTime.of(22, 0), LocalTime.of(7, 0)));

    private static ContactFile yaml(String text) {
        return ContactFile.read(text.getBytes(UTF_8), FileForm.YAML, GERMAN);
    }

    private static ContactFile csv(String text) {
        return ContactFile.read(text.getBytes(UTF_8), FileForm.CSV, GERMAN);
    }

    private static List<String> inWords(ContactFile file) {
        return file.mistakes().stream().map(mistake -> mistake.inWords(FILE)).toList();
    }

    private static void assertOneMistake(ContactFile file, String words) {
        assertThat(inWords(file)).singleElement().asString().startsWith(words);
        assertThat(file.contacts()).isEmpty();
    }

    @Test
    void shouldReadTheSameFromBothForms() {
        assertThat(inWords(yaml(ANN))).isEmpty();
        assertThat(inWords(csv(HEADER + ANN_ROW))).isEmpty();
        assertThat(yaml(ANN).contacts()).containsExactly(READ);
        assertThat(csv(HEADER + ANN_ROW).contacts()).containsExactly(READ);
    }

    @Test
    void shouldReadTheExamplesOfTheDocumentAsTheSame() throws IOException {
        String document = Files.readString(Path.of("../docs/contacts.md"));

        ContactFile yaml = yaml(example(document, "yaml"));
        ContactFile csv = csv(example(document, "csv"));

        assertThat(inWords(yaml)).isEmpty();
        assertThat(inWords(csv)).isEmpty();
        assertThat(yaml.contacts()).hasSize(3).isEqualTo(csv.contacts());
    }

    private static String example(String document, String form) {
        String begin = "```" + form + "\n";
        int from = document.indexOf(begin) + begin.length();
        return document.substring(from, document.indexOf("```", from));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void shouldReadFromYamlWhatJsonHas(@ForAll("contacts") Contact contact) {
        Object asJson = Json.read(ContactRecords.value(contact), Map.class);

        ContactFile read = yaml(new Yaml().dump(Map.of("contacts", List.of(asJson))));

        assertThat(inWords(read)).isEmpty();
        assertThat(read.contacts()).containsExactly(contact);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void shouldReadFromCsvWhatJsonHas(@ForAll("contacts") Contact contact) {
        Contact inOneZone = inOneZone(contact);

        ContactFile read = csv(HEADER + row(inOneZone));

        assertThat(inWords(read)).isEmpty();
        assertThat(read.contacts()).containsExactly(inOneZone);
    }

    /** CSV has one column for the zone of rota and quiet hours. */
    private static Contact inOneZone(Contact contact) {
        Rota rota = contact.rota();
        QuietHours quiet = contact.quiet();
        return new Contact(
                contact.contact(),
                contact.emails(),
                contact.phones(),
                contact.severities(),
                contact.failedPayments(),
                contact.places(),
                contact.level(),
                rota == null ? null : new Rota(BERLIN, rota.shifts()),
                quiet == null ? null : new QuietHours(BERLIN, quiet.from(), quiet.to()));
    }

    private static String row(Contact contact) {
        Rota rota = contact.rota();
        QuietHours quiet = contact.quiet();
        return Stream.of(
                        contact.contact(),
                        cell(contact.emails()),
                        cell(contact.phones()),
                        contact.severities().stream().map(ContactText::name).collect(Collectors.joining("; ")),
                        contact.failedPayments(),
                        cell(contact.places()),
                        contact.level(),
                        BERLIN,
                        rota == null
                                ? ""
                                : rota.shifts().stream()
                                        .map(ContactFileTest::words)
                                        .collect(Collectors.joining("; ")),
                        quiet == null ? "" : quiet.from() + "-" + quiet.to())
                .map(cell -> '"' + cell.toString().replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private static String words(Shift shift) {
        return shift.days().stream().map(ContactText::name).collect(Collectors.joining(" ")) + " " + shift.from() + "-"
                + shift.to();
    }

    @Provide
    Arbitrary<Contact> contacts() {
        return Contacts.any();
    }

    @Test
    void shouldDoWithWhatIsRequired() {
        ContactFile read = csv(HEADER + "Ann,,0151 23456789,alarm,,,1,,,\nBen,b@example.org,,,true,,2,,,\n");

        assertThat(inWords(read)).isEmpty();
        assertThat(read.contacts()).extracting(Contact::rota).containsOnlyNulls();
        assertThat(read.contacts()).extracting(Contact::quiet).containsOnlyNulls();
        assertThat(read.contacts()).extracting(Contact::failedPayments).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null"})
    void shouldTakeNothingForAFieldThatIsNotThere(String nothing) {
        ContactFile read = yaml(ANN.replace("{zone: Europe/Berlin, from: 22:00, to: 07:00}", nothing));

        assertThat(inWords(read)).isEmpty();
        assertThat(read.contacts()).extracting(Contact::quiet).containsOnlyNulls();
    }

    @Test
    void shouldReadAFileFromASpreadsheet() {
        ContactFile read = csv(("\uFEFF" + HEADER.strip() + ",remarks,\n" + ANN_ROW.strip() + ",\"on leave, often\",\n")
                .replace("\n", "\r\n"));

        assertThat(inWords(read)).isEmpty();
        assertThat(read.contacts()).containsExactly(READ);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            Ann Miller             |                        |  2: 'contact' is missing
            Ann Miller             | [Ann]                  |  2: 'contact' must be one value
            Ann Miller             | "A\\tb"                |  2: 'contact' must be text without control characters
            [ann@example.org]      | ann@example.org        |  3: 'emails' must be a list
            [ann@example.org]      | [ann]                  |  3: 'emails' must be a mailbox like ann@example.org
            [ann@example.org]      | [{a: b}]               |  3: 'emails' must be one value
            [ann@example.org]      | [a@b, a@b]             |  3: 'emails' has one twice
            0151 23456789          | 030 901820             |  4: 'phones' is a landline or service number, which takes no SMS
            0151 23456789          | 0044 7400 123456       |  4: 'phones' has one twice
            [alarm, fault]         | [alarm, fire]          |  5: 'severities' must be alarm, fault or information
            [alarm, fault]         | []                     |  5: 'severities' must name at least one of
            failedPayments: false  | failedPayments: yes    |  6: 'failedPayments' must be true, false or nothing
            [north-*]              | [north *]              |  7: 'places' must be floors like north-3
            [north-*]              | *north                 |  7: an alias (*) is not read
            level: 1               | level: 0               |  8: 'level' must be a whole number from 1 to 9
            level: 1               | level: 10              |  8: 'level' must be a whole number from 1 to 9
            level: 1               | level:                 |  8: 'level' is missing
            level: 1               | levels: 1              |  2: 'level' is missing
            zone: Europe/Berlin    | zone: Berlin           | 10: 'rota.zone' must be a time zone like Europe/Berlin or UTC
            [monday-friday]        | []                     | 12: 'rota.shifts.days' must name at least one day
            [monday-friday]        | [mon]                  | 12: 'rota.shifts.days' must be a day like monday
            from: 18:00            | from: 6pm              | 13: 'rota.shifts.from' must be a time of day from 00:00 to 23:59
            from: 18:00            | start: 18:00           | 12: 'rota.shifts.from' is missing
            to: 00:00              | to: 24:00              | 15: 'rota.shifts.to' must be a time of day from 00:00 to 23:59
            from: 22:00, to: 07:00 | from: 22:00            | 16: 'quiet.to' is missing
            from: 22:00, to: 07:00 | from: 22:00, to: 22:00 | 16: 'quiet.to' must not be as quiet.from
            {zone: Europe/Berlin, from: 22:00, to: 07:00} | nights | 16: 'quiet' must have the fields zone, from, to
            quiet:                 | quite:                 | 16: 'quite' is no field here; those are contact, emails,
            """)
    void shouldShowLineAndFieldOfAMistakeInYaml(String good, @Nullable String bad, String mistake) {
        assertThat(ANN).contains(good);

        ContactFile read =
                yaml(ANN.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad == null ? "" : bad)));

        assertThat(inWords(read)).anySatisfy(words -> assertThat(words).startsWith("team:" + mistake.strip()));
        assertThat(read.contacts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            Ann Miller,ann                 | ,ann                    | 'contact' is missing
            ann@example.org                | ann@example.org;        | 'emails' must be a mailbox like ann@example.org
            ann@example.org                | ann@example.org ben@b   | 'emails' must be a mailbox like ann@example.org
            0151 23456789                  | 0151 234567             | 'phones' is no number that its country gives out
            alarm;fault                    | alarm fault             | 'severities' must be alarm, fault or information
            ,false,                        | ,maybe,                 | 'failedPayments' must be true, false or nothing
            ,1,                            | ,,                      | 'level' is missing
            Europe/Berlin                  |                         | 'rota.zone' is missing
            Europe/Berlin                  | Berlin                  | 'rota.zone' must be a time zone like Europe/Berlin or UTC
            monday-friday 18:00-06:00      | 18:00-06:00             | 'rota' must be like monday-friday 18:00-06:00; sunday
            monday-friday 18:00-06:00      | monday-friday 18:00     | 'rota' must be like monday-friday 18:00-06:00; sunday
            monday-friday 18:00-06:00      | monday to friday 18:00-06:00 | 'rota.shifts.days' must be a day like monday
            monday-friday 18:00-06:00      | monday-friday 18-06     | 'rota.shifts.from' must be a time of day
            22:00-07:00                    | from 22:00              | 'quiet' must be like 22:00-07:00
            22:00-07:00                    | 22:00-22:00             | 'quiet.to' must not be as quiet.from
            ,1,                            | ,1,,                    | has 11 columns, but the header has 10
            """)
    void shouldShowLineAndFieldOfAMistakeInCsv(String good, @Nullable String bad, String mistake) {
        assertThat(ANN_ROW).contains(good);

        ContactFile read =
                csv(HEADER + "Ben,b@example.org,,alarm,,,2,,,\n" + ANN_ROW.replace(good, bad == null ? "" : bad));

        assertThat(inWords(read)).anySatisfy(words -> assertThat(words).startsWith("team:3: " + mistake));
        assertThat(read.contacts()).isEmpty();
    }

    @Test
    void shouldShowEveryMistakeAndNotOnlyTheFirst() {
        ContactFile read = csv(HEADER + "Ann,a,b,c,d,e f,g,h,i 1-2,j\nBen,b@example.org,,alarm,,,2,,,\nCid\n");

        assertThat(read.mistakes())
                .extracting(mistake -> mistake.line() + " " + mistake.field())
                .containsExactly(
                        "2 quiet",
                        "2 emails",
                        "2 phones",
                        "2 severities",
                        "2 failedPayments",
                        "2 level",
                        "2 rota.zone",
                        "2 rota.shifts.days",
                        "2 rota.shifts.from",
                        "2 rota.shifts.to",
                        "4 null");
        assertThat(read.contacts()).isEmpty();
    }

    @Test
    void shouldRefuseAContactThatStandsThereTwice() {
        assertOneMistake(csv(HEADER + ANN_ROW + ANN_ROW), "team:3: 'contact' is the contact of line 2 again");
        assertOneMistake(
                yaml(ANN + ANN.substring(ANN.indexOf('\n') + 1)), "team:17: 'contact' is the contact of line 2 again");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            ''                                     | 1: the file is empty
            contacts:                              | 1: the file must have 'contacts:', and under it a list of contacts
            contacts: []                           | 1: the file has no contact
            people: []                             | 1: the file must have 'contacts:', and under it a list of contacts
            contacts: []~more: 1                   | 1: the file must have 'contacts:', and under it a list of contacts
            contacts: []~contacts: []              | 2: 'contacts' stands there twice
            contacts: [~                           | 2: the YAML is not well-formed: expected the node content
            contacts:~ - contact: 'A               | 2: the YAML is not well-formed: found unexpected end of stream
            contacts: []~---~contacts: []          | 2: a second document begins here
            contacts: [&a {}, *a]                  | 1: an alias (*) is not read: write out what it stands for
            a: &a [x]~b: &b [*a, *a]               | 2: an alias (*) is not read
            contacts: [? [a]: b]                   | 1: a field's name is missing here
            contacts:~- contact: A\u0007b          | 2: there is a character that YAML does not allow
            [[[[[[[[[[[[[[                         | 1: this is nested too deeply to be a contact
            contacts: [ann]                        | 1: must have the fields contact, emails,
            """)
    void shouldShowWhatIsNoSuchYaml(String text, String mistake) {
        assertOneMistake(yaml(text.equals("''") ? "" : text.replace('~', '\n')), "team:" + mistake);
    }

    @Test
    void shouldRefuseABombOfAliasesAtItsFirst() {
        String bomb = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> "a%d: &a%d [%s]\n"
                        .formatted(i, i, i == 1 ? "lol" : "*a" + (i - 1) + (", *a" + (i - 1)).repeat(9)))
                .collect(Collectors.joining());

        assertOneMistake(yaml(bomb), "team:2: an alias (*) is not read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            contact,emails                         | 1: the header has no column 'failedPayments', 'level', 'phones'
            contact;emails;phones                  | 1: the header has no column 'contact'
            contact,contact                        | 1: the header is malformed: The header contains a duplicate name
            """)
    void shouldShowWhatIsNoSuchCsv(String text, String mistake) {
        assertOneMistake(csv(text + "\n"), "team:" + mistake);
    }

    @Test
    void shouldShowWhereCsvIsNotWellFormed() {
        assertOneMistake(
                csv(HEADER + ANN_ROW + "\"Ben\"x,b@example.org,,alarm,,,2,,,\n"),
                "team:2: after this line the CSV is not well-formed: Invalid char");
        assertOneMistake(csv(HEADER), "team:1: the file has no contact");
    }

    @Test
    void shouldRefuseWhatIsNotInUtf8() {
        assertOneMistake(
                ContactFile.read(ANN.replace("Ann", "Zo\u00eb").getBytes(ISO_8859_1), FileForm.YAML, GERMAN),
                "team:1: the file is not in UTF-8");
    }

    @Test
    void shouldTakeAsManyContactsAsAreAllowed() {
        String most = rows(ContactFile.MOST_CONTACTS);

        assertThat(csv(HEADER + most).contacts()).hasSize(ContactFile.MOST_CONTACTS);
        assertOneMistake(
                csv(HEADER + most + "one more,b@example.org,,alarm,,,2,,,\n"),
                "team:1: the file has 10001 contacts, and may have 10000");
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "c" + i + ",b@example.org,,alarm,,,2,,,\n")
                .collect(Collectors.joining());
    }

    @Test
    void shouldTakeNoMoreOfAFileThanItMayHave(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("team.csv");
        Files.writeString(file, HEADER + ANN_ROW);
        assertThat(ContactFile.read(file, FileForm.CSV, GERMAN).contacts()).containsExactly(READ);

        Files.writeString(file, HEADER + " ".repeat(ContactFile.LARGEST));
        assertOneMistake(ContactFile.read(file, FileForm.CSV, GERMAN), "team:1: the file has more than 8 MB");

        assertThatThrownBy(() -> ContactFile.read(directory.resolve("none.csv"), FileForm.CSV, GERMAN))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({"a.yaml, YAML", "a.YML, YAML", "dir.csv/a.csv, CSV", "a.json,", "yaml,", "a.csv.txt,"})
    void shouldTellTheFormByTheEndOfTheName(String name, @Nullable FileForm form) {
        assertThat(FileForm.of(Path.of(name))).isEqualTo(Optional.ofNullable(form));
    }
}
