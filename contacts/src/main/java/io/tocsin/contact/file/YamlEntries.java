package io.tocsin.contact.file;

import io.tocsin.contact.file.Entry.Fields;
import io.tocsin.contact.file.Entry.Items;
import io.tocsin.contact.file.Entry.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML as text, lists and fields, and never as types: YAML itself would make numbers of {@code 22:00} and of a telephone
 * number. It reads the parser's events, for only they tell an alias, and a few of those can stand for a file of any size.
 */
final class YamlEntries {
    private static final int DEEPEST = 10;
    private static final Set<String> NOTHING = Set.of("~", "null", "Null", "NULL");

    private final Iterator<Event> events;

    private YamlEntries(Iterator<Event> events) {
        this.events = events;
    }

    /** @throws UnreadableException when it is not well-formed, or uses what is not read */
    static Entry read(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(text.length() + 1);
        try {
            return new YamlEntries(
                            new Yaml(options).parse(new StringReader(text)).iterator())
                    .document();
        } catch (MarkedYAMLException e) {
            throw new UnreadableException(new Mistake(
                    e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1L,
                    null,
                    "the YAML is not well-formed: " + e.getProblem()));
        } catch (ReaderException e) {
            long lineEnds = text.codePoints()
                    .limit(e.getPosition())
                    .filter(character -> character == '\n')
                    .count();
            throw new UnreadableException(
                    new Mistake(lineEnds + 1, null, "there is a character that YAML does not allow"));
        }
    }

    private Entry document() {
        next(Event.ID.StreamStart);
        Event start = events.next();
        if (!start.is(Event.ID.DocumentStart)) {
            throw unreadable(start, null, "the file is empty");
        }
        Entry root = entry(events.next(), 1);
        next(Event.ID.DocumentEnd);
        Event end = events.next();
        if (!end.is(Event.ID.StreamEnd)) {
            throw unreadable(end, null, "a second document begins here: put all contacts into the first");
        }
        return root;
    }

    private void next(Event.ID expected) {
        Event event = events.next();
        if (!event.is(expected)) {
            throw unreadable(event, null, "the YAML is not well-formed");
        }
    }

    private Entry entry(Event event, int depth) {
        if (depth > DEEPEST) {
            throw unreadable(event, null, "this is nested too deeply to be a contact");
        }
        return switch (event) {
            case ScalarEvent scalar -> text(scalar);
            case SequenceStartEvent sequence -> items(sequence, depth);
            case MappingStartEvent mapping -> fields(mapping, depth);
            case AliasEvent alias ->
                throw unreadable(alias, null, "an alias (*) is not read: write out what it stands for");
            default -> throw unreadable(event, null, "the YAML is not well-formed");
        };
    }

    private static Text text(ScalarEvent scalar) {
        boolean nothing = scalar.isPlain() && NOTHING.contains(scalar.getValue());
        return new Text(line(scalar), nothing ? "" : scalar.getValue());
    }

    private Items items(SequenceStartEvent start, int depth) {
        var items = new ArrayList<Entry>();
        for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            items.add(entry(event, depth + 1));
        }
        return new Items(line(start), items);
    }

    private Fields fields(MappingStartEvent start, int depth) {
        var fields = new LinkedHashMap<String, Entry>();
        for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
            if (!(event instanceof ScalarEvent name)) {
                throw unreadable(event, null, "a field's name is missing here");
            }
            if (fields.put(name.getValue(), entry(events.next(), depth + 1)) != null) {
                throw unreadable(name, name.getValue(), "stands there twice");
            }
        }
        return new Fields(line(start), fields);
    }

    private static UnreadableException unreadable(Event event, @Nullable String field, String problem) {
        return new UnreadableException(new Mistake(line(event), field, problem));
    }

    private static long line(Event event) {
        return event.getStartMark().getLine() + 1L;
    }
}
