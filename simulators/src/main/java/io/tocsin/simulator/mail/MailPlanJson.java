package io.tocsin.simulator.mail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.JsonFields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The JSON of a {@link MailPlan}. */
public final class MailPlanJson {
    private static final int NOT_NOW = 450;

    private static final Map<String, MailStep> STEPS = Arrays.stream(MailStep.values())
            .collect(Collectors.toMap(MailStep::word, step -> step, (one, other) -> one, TreeMap::new));

    private MailPlanJson() {}

    /**
     * Reads a whole document; a part that it leaves out is as in {@link MailPlan#HEALTHY}.
     *
     * @throws InvalidFieldException when the document is not of the form, with the path of the field at fault
     */
    public static MailPlan read(byte[] document) {
        return JsonFields.readDocument(
                document,
                fields -> new MailPlan(
                        fields.truth("offline", MailPlan.HEALTHY.offline()),
                        fields.millis("slowMillis", MailPlan.HEALTHY.slow()),
                        fields.truth("greylist", MailPlan.HEALTHY.greylist()),
                        fields.has("throttle")
                                ? Optional.of(fields.object("throttle", MailPlanJson::throttle))
                                : Optional.empty(),
                        fields.has("recipients") ? fields.objects("recipients", MailPlanJson::rule) : List.of(),
                        fields.has("faults") ? fields.objects("faults", MailPlanJson::fault) : List.of(),
                        fields.optionalWholeNumber("seed")));
    }

    /** Writes the whole document. */
    public static byte[] write(MailPlan plan) {
        var json = new ObjectNode(JsonNodeFactory.instance);
        json.put("offline", plan.offline());
        json.put("slowMillis", plan.slow().toMillis());
        json.put("greylist", plan.greylist());
        plan.throttle().ifPresent(throttle -> json.putObject("throttle")
                .put("perSecond", throttle.perSecond())
                .put("code", throttle.code()));
        var recipients = json.putArray("recipients");
        plan.recipients()
                .forEach(rule ->
                        recipients.addObject().put("address", rule.address()).put("code", rule.code()));
        var faults = json.putArray("faults");
        plan.faults().forEach(fault -> write(fault, faults.addObject()));
        plan.seed().ifPresent(seed -> json.put("seed", seed));
        return JsonFields.writeDocument(json);
    }

    private static MailThrottle throttle(JsonFields fields) {
        return new MailThrottle(
                fields.wholeNumber("perSecond", 1, Integer.MAX_VALUE),
                fields.has("code") ? fields.wholeNumber("code", 400, 499) : NOT_NOW);
    }

    private static RecipientRule rule(JsonFields fields) {
        return new RecipientRule(fields.text("address"), fields.wholeNumber("code", 400, 599));
    }

    private static MailFault fault(JsonFields fields) {
        String kind = fields.text("kind");
        double share = fields.number("share");
        return switch (kind) {
            case "refuse" -> new MailFault.Refuse(share, at(fields), fields.wholeNumber("code", 400, 599));
            case "cut" -> new MailFault.Cut(share, at(fields));
            case "acceptThenDrop" -> new MailFault.AcceptThenDrop(share);
            case "hang" ->
                new MailFault.Hang(share, at(fields), fields.millis("millis"), fields.truth("stored", false));
            default -> throw fields.invalid("kind", "must be refuse, cut, acceptThenDrop or hang");
        };
    }

    private static MailStep at(JsonFields fields) {
        return fields.oneOf("at", STEPS);
    }

    private static void write(MailFault fault, ObjectNode json) {
        switch (fault) {
            case MailFault.Refuse refuse ->
                json.put("kind", "refuse").put("at", refuse.at().word()).put("code", refuse.code());
            case MailFault.Cut cut -> json.put("kind", "cut").put("at", cut.at().word());
            case MailFault.AcceptThenDrop drop -> json.put("kind", "acceptThenDrop");
            case MailFault.Hang hang ->
                json.put("kind", "hang")
                        .put("at", hang.at().word())
                        .put("millis", hang.time().toMillis())
                        .put("stored", hang.stored());
        }
        json.put("share", fault.share());
    }
}
