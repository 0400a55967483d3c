package io.tocsin.simulator.bank;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.JsonFields;
import java.util.List;
import java.util.Locale;

/** The JSON of a {@link FaultPlan}. */
public final class FaultPlanJson {
    private static final long USUAL_RETRY_AFTER_SECONDS = 1;

    /**
     * Reads a whole document; a part that it leaves out is as in {@code healthy}.
     *
     * @throws InvalidFieldException when the document is not of the form, with the path of the field at fault
     */
    public FaultPlan read(byte[] document, FaultPlan healthy) {
        return JsonFields.readDocument(document, fields -> readPlan(fields, healthy));
    }

    /** Writes the whole document. */
    public byte[] write(FaultPlan plan) {
        ObjectNode json = new ObjectNode(JsonNodeFactory.instance);
        json.set("latency", written(plan.latency()));
        json.put("offline", plan.offline());
        plan.seed().ifPresent(seed -> json.put("seed", seed));
        var faults = json.putArray("faults");
        plan.faults().forEach(fault -> faults.add(written(fault)));
        var declines = json.putArray("declines");
        plan.declines().forEach(rule -> {
            ObjectNode decline = declines.addObject().put("tokenPrefix", rule.tokenPrefix());
            rule.code().ifPresent(code -> decline.put("code", code));
        });
        return JsonFields.writeDocument(json);
    }

    private static FaultPlan readPlan(JsonFields fields, FaultPlan healthy) {
        return new FaultPlan(
                fields.has("latency") ? fields.object("latency", FaultPlanJson::readLatency) : healthy.latency(),
                fields.truth("offline", false),
                fields.has("faults") ? fields.objects("faults", FaultPlanJson::readFault) : List.of(),
                fields.has("declines")
                        ? fields.objects("declines", FaultPlanJson::readDeclineRule)
                        : healthy.declines(),
                fields.optionalWholeNumber("seed"));
    }

    private static Latency readLatency(JsonFields fields) {
        return switch (fields.text("kind")) {
            case "fixed" -> new Latency.Fixed(fields.millis("millis"));
            case "uniform" -> new Latency.Uniform(fields.millis("from"), fields.millis("to"));
            case "lognormal" -> new Latency.LogNormal(fields.millis("median"), fields.millis("p99"));
            default -> throw fields.invalid("kind", "must be fixed, uniform or lognormal");
        };
    }

    private static ObjectNode written(Latency latency) {
        ObjectNode json = new ObjectNode(JsonNodeFactory.instance);
        return switch (latency) {
            case Latency.Fixed fixed ->
                json.put("kind", "fixed").put("millis", fixed.time().toMillis());
            case Latency.Uniform uniform ->
                json.put("kind", "uniform")
                        .put("from", uniform.from().toMillis())
                        .put("to", uniform.to().toMillis());
            case Latency.LogNormal logNormal ->
                json.put("kind", "lognormal")
                        .put("median", logNormal.median().toMillis())
                        .put("p99", logNormal.p99().toMillis());
        };
    }

    private static Fault readFault(JsonFields fields) {
        String kind = fields.text("kind");
        double share = fields.number("share");
        FaultTarget target = readTarget(fields);
        return switch (kind) {
            case "chargeThenDrop" -> new Fault.ChargeThenDrop(share, target);
            case "dropBeforeCharge" -> new Fault.DropBeforeCharge(share, target);
            case "serverError" -> new Fault.ServerError(share, target, fields.truth("charged", false));
            case "tooManyRequests" ->
                new Fault.TooManyRequests(
                        share, target, fields.seconds("retryAfterSeconds", USUAL_RETRY_AFTER_SECONDS));
            case "unavailable" ->
                new Fault.Unavailable(share, target, fields.seconds("retryAfterSeconds", USUAL_RETRY_AFTER_SECONDS));
            case "halfBody" -> new Fault.HalfBody(share, target);
            case "htmlWith200" -> new Fault.HtmlWith200(share, target, fields.truth("charged", false));
            case "hang" -> new Fault.Hang(share, target, fields.truth("charged", false), fields.millis("millis"));
            default ->
                throw fields.invalid(
                        "kind",
                        "must be chargeThenDrop, dropBeforeCharge, serverError, tooManyRequests, unavailable, halfBody,"
                                + " htmlWith200 or hang");
        };
    }

    private static ObjectNode written(Fault fault) {
        ObjectNode json = new ObjectNode(JsonNodeFactory.instance);
        json.put("kind", kind(fault)).put("share", fault.share());
        json.put("applyTo", fault.applyTo().name().toLowerCase(Locale.ROOT));
        return switch (fault) {
            case Fault.ChargeThenDrop drop -> json;
            case Fault.DropBeforeCharge drop -> json;
            case Fault.HalfBody half -> json;
            case Fault.ServerError error -> json.put("charged", error.charged());
            case Fault.HtmlWith200 page -> json.put("charged", page.charged());
            case Fault.TooManyRequests refusal ->
                json.put("retryAfterSeconds", refusal.retryAfter().toSeconds());
            case Fault.Unavailable refusal ->
                json.put("retryAfterSeconds", refusal.retryAfter().toSeconds());
            case Fault.Hang hang ->
                json.put("charged", hang.charged()).put("millis", hang.time().toMillis());
        };
    }

    private static String kind(Fault fault) {
        return switch (fault) {
            case Fault.ChargeThenDrop drop -> "chargeThenDrop";
            case Fault.DropBeforeCharge drop -> "dropBeforeCharge";
            case Fault.ServerError error -> "serverError";
            case Fault.TooManyRequests refusal -> "tooManyRequests";
            case Fault.Unavailable refusal -> "unavailable";
            case Fault.HalfBody half -> "halfBody";
            case Fault.HtmlWith200 page -> "htmlWith200";
            case Fault.Hang hang -> "hang";
        };
    }

    private static FaultTarget readTarget(JsonFields fields) {
        return switch (fields.optionalText("applyTo").orElse("charges")) {
            case "charges" -> FaultTarget.CHARGES;
            case "inquiries" -> FaultTarget.INQUIRIES;
            case "both" -> FaultTarget.BOTH;
            default -> throw fields.invalid("applyTo", "must be charges, inquiries or both");
        };
    }

    private static DeclineRule readDeclineRule(JsonFields fields) {
        return new DeclineRule(fields.text("tokenPrefix"), fields.optionalText("code"));
    }
}
