package io.tocsin.simulator.sms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.JsonFields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON of an {@link SmsPlan}. */
public final class SmsPlanJson {
    private static final Map<String, SmppError> ERRORS = words(SmppError.values(), SmppError::name);
    private static final Map<String, IdForm> ID_FORMS = words(IdForm.values(), IdForm::word);
    private static final Map<String, ReceiptPlan.Kind> ODDITIES =
            words(ReceiptPlan.Kind.values(), ReceiptPlan.Kind::word);

    private SmsPlanJson() {}

    /**
     * Reads a whole document; a part that it leaves out is as in {@code healthy}.
     *
     * @throws InvalidFieldException when the document is not of the form, with the path of the field at fault
     */
    public static SmsPlan read(byte[] document, SmsPlan healthy) {
        return JsonFields.readDocument(
                document,
                fields -> new SmsPlan(
                        fields.truth("offline", healthy.offline()),
                        fields.has("refuseBind")
                                ? Optional.of(fields.oneOf("refuseBind", ERRORS))
                                : healthy.refuseBind(),
                        fields.millis("slowMillis", healthy.slow()),
                        fields.has("perSecond")
                                ? OptionalInt.of(fields.wholeNumber("perSecond", 1, Integer.MAX_VALUE))
                                : healthy.perSecond(),
                        fields.has("ids") ? fields.oneOf("ids", ID_FORMS) : healthy.ids(),
                        fields.has("numbers") ? fields.objects("numbers", SmsPlanJson::rule) : healthy.numbers(),
                        fields.has("receipts")
                                ? fields.object("receipts", receipts -> receipts(receipts, healthy.receipts()))
                                : healthy.receipts(),
                        fields.has("faults") ? fields.objects("faults", SmsPlanJson::fault) : healthy.faults(),
                        fields.optionalWholeNumber("seed")));
    }

    /** Writes the whole document. */
    public static byte[] write(SmsPlan plan) {
        var json = new ObjectNode(JsonNodeFactory.instance);
        json.put("offline", plan.offline());
        plan.refuseBind().ifPresent(status -> json.put("refuseBind", status.name()));
        json.put("slowMillis", plan.slow().toMillis());
        plan.perSecond().ifPresent(limit -> json.put("perSecond", limit));
        json.put("ids", plan.ids().word());
        var numbers = json.putArray("numbers");
        plan.numbers().forEach(rule -> numbers.addObject()
                .put("number", rule.number())
                .put("status", rule.status().name()));
        var receipts = json.putObject("receipts")
                .put("afterMillis", plan.receipts().after().toMillis())
                .put("ids", plan.receipts().ids().word());
        var oddities = receipts.putArray("oddities");
        plan.receipts().oddities().forEach(oddity -> oddities.addObject()
                .put("kind", oddity.kind().word())
                .put("share", oddity.share()));
        var faults = json.putArray("faults");
        plan.faults().forEach(fault -> write(fault, faults.addObject()));
        plan.seed().ifPresent(seed -> json.put("seed", seed));
        return JsonFields.writeDocument(json);
    }

    private static NumberRule rule(JsonFields fields) {
        return new NumberRule(fields.text("number"), fields.oneOf("status", ERRORS));
    }

    private static ReceiptPlan receipts(JsonFields fields, ReceiptPlan healthy) {
        return new ReceiptPlan(
                fields.millis("afterMillis", healthy.after()),
                fields.has("ids") ? fields.oneOf("ids", ID_FORMS) : healthy.ids(),
                fields.has("oddities") ? fields.objects("oddities", SmsPlanJson::oddity) : List.of());
    }

    private static ReceiptPlan.Oddity oddity(JsonFields fields) {
        return new ReceiptPlan.Oddity(fields.oneOf("kind", ODDITIES), fields.number("share"));
    }

    private static SmsFault fault(JsonFields fields) {
        String kind = fields.text("kind");
        double share = fields.number("share");
        return switch (kind) {
            case "refuse" -> new SmsFault.Refuse(share, fields.oneOf("status", ERRORS));
            case "cut" -> new SmsFault.Cut(share);
            case "acceptThenDrop" -> new SmsFault.AcceptThenDrop(share);
            case "hang" -> new SmsFault.Hang(share, fields.millis("millis"), fields.truth("stored", false));
            default -> throw fields.invalid("kind", "must be refuse, cut, acceptThenDrop or hang");
        };
    }

    private static void write(SmsFault fault, ObjectNode json) {
        switch (fault) {
            case SmsFault.Refuse refuse ->
                json.put("kind", "refuse").put("status", refuse.status().name());
            case SmsFault.Cut cut -> json.put("kind", "cut");
            case SmsFault.AcceptThenDrop drop -> json.put("kind", "acceptThenDrop");
            case SmsFault.Hang hang ->
                json.put("kind", "hang").put("millis", hang.time().toMillis()).put("stored", hang.stored());
        }
        json.put("share", fault.share());
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(word, Function.identity(), (one, other) -> one, TreeMap::new));
    }
}
