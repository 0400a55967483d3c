package io.tocsin.toll.bank;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.CardNumbers;
import io.tocsin.model.payment.Money;
import io.tocsin.toll.payment.Bank.Charge;
import java.util.Optional;

/** The JSON that is exchanged with the bank. */
final class ChargeJson {
    private static final JsonForm<Body> BODY = Json.form(Body.class);
    private static final int LONGEST_TEXT = 100;

    private ChargeJson() {}

    /** What is sent. */
    private record Body(
            @JsonProperty("paymentId") String paymentId,
            @JsonProperty("amount") Money amount,
            @JsonProperty("cardToken") String cardToken) {}

    static byte[] write(Charge charge) {
        return BODY.write(new Body(charge.paymentId().text(), charge.amount(), charge.cardToken()));
    }

    /** The bank's reference, when the body is an approval of just this payment and amount. */
    static Optional<String> approvedReference(Optional<JsonNode> body, Charge charge) {
        return body.filter(it -> hasStatus(it, "approved") && isAbout(it, charge))
                .flatMap(it -> text(it, "chargeId"));
    }

    /** The bank's code, when the body is a decline of just this payment. */
    static Optional<String> declineCode(Optional<JsonNode> body, Charge charge) {
        return body.filter(it -> hasStatus(it, "declined") && isAbout(it, charge))
                .map(it -> text(it, "code").orElse("no code given"));
    }

    private static Optional<String> text(JsonNode body, String property) {
        return Optional.ofNullable(body.path(property).textValue())
                .map(ChargeJson::plain)
                .filter(text -> !text.isEmpty());
    }

    /** Text from outside as it may go into a record: short, printable, no card number. */
    static String plain(String text) {
        String printable = CardNumbers.masked(text.replaceAll("\\p{Cntrl}", " ").strip());
        return printable.length() > LONGEST_TEXT ? printable.substring(0, LONGEST_TEXT) : printable;
    }

    private static boolean hasStatus(JsonNode body, String status) {
        return status.equals(body.path("status").textValue());
    }

    private static boolean isAbout(JsonNode body, Charge charge) {
        JsonNode amount = body.path("amount");
        return charge.paymentId().text().equals(body.path("paymentId").textValue())
                && amount.path("minorUnits").isIntegralNumber()
                && amount.path("minorUnits").canConvertToLong()
                && amount.path("minorUnits").longValue() == charge.amount().minorUnits()
                && charge.amount()
                        .currency()
                        .getCurrencyCode()
                        .equals(amount.path("currency").textValue());
    }
}
