package io.tocsin.cli.contacts;

import io.tocsin.cli.contacts.ContactTopic.Listing;
import io.tocsin.contact.Contact;
import io.tocsin.contact.Directory;
import io.tocsin.contact.DutyGaps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an import does; as JSON the form that {@code docs/cli.md} describes.
 *
 * @param file where the contacts stand
 * @param dryRun whether it was only looked what would be done
 * @param contacts how many it has
 * @param added those that were not in the directory
 * @param changed those that were there with other particulars
 * @param unchanged those that were there just so
 * @param removed who was in the directory, is not in the file, and is removed
 * @param others who was likewise, and stays
 * @param warnings what people should know about the directory as it is then
 */
record ImportReport(
        String file,
        boolean dryRun,
        int contacts,
        int added,
        int changed,
        int unchanged,
        List<String> removed,
        List<String> others,
        List<String> warnings) {

    /** @param replace whether those who are not in the file are removed */
    static ImportReport of(
            String file, boolean dryRun, List<Contact> imported, Listing before, boolean replace, Instant now) {
        Set<String> names = imported.stream().map(Contact::contact).collect(Collectors.toSet());
        List<Contact> known = imported.stream()
                .filter(contact -> before.contacts().containsKey(contact.contact()))
                .toList();
        int unchanged = (int) known.stream()
                .filter(contact -> contact.equals(before.contacts().get(contact.contact())))
                .count();
        List<String> others = Stream.of(before.contacts(), before.refused())
                .flatMap(records -> records.keySet().stream())
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        var after = new ArrayList<>(imported);
        if (!replace) {
            before.contacts().values().stream()
                    .filter(contact -> !names.contains(contact.contact()))
                    .forEach(after::add);
        }
        return new ImportReport(
                file,
                dryRun,
                imported.size(),
                imported.size() - known.size(),
                known.size() - unchanged,
                unchanged,
                replace ? others : List.of(),
                replace ? List.of() : others,
                DutyGaps.inWords(new Directory(after), now));
    }

    /** For people. */
    String inWords() {
        String what = contacts + " contact" + (contacts == 1 ? "" : "s") + (dryRun ? " could be imported" : " imported")
                + " (" + added + " new, " + changed + " changed, " + unchanged + " as before)";
        if (!removed.isEmpty()) {
            return what + ", " + removed.size() + (dryRun ? " would be removed" : " removed");
        }
        return others.isEmpty()
                ? what
                : what + "; " + others.size() + " not in the file stay: --replace would remove them";
    }
}
