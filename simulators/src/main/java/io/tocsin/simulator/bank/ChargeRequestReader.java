package io.tocsin.simulator.bank;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.CardNumbers;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PendingPayment;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /charges}, token by token: a mapper would take longer than all the rest of a charge.
 * Not safe to share between threads.
 */
final class ChargeRequestReader {
    private static final int SHORTEST_TOKEN = 4;
    private static final int LONGEST_TOKEN = 128;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private final Map<String, String> currencies = new HashMap<>();

    /** @throws InvalidFieldException when the body is not such a request; the message never repeats its content */
    ChargeRequest read(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            ChargeRequest request = readObject(parser);
            if (parser.nextToken() != null) {
                throw new InvalidFieldException("(the whole body)", "has something after the JSON object");
            }
            return request;
        } catch (JsonParseException e) {
            throw new InvalidFieldException(
                    "(the whole body)",
                    "is not complete, well-formed JSON in UTF-8, at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new InvalidFieldException("(the whole body)", "is not JSON in UTF-8");
        }
    }

    private ChargeRequest readObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidFieldException("(the whole body)", "must be a JSON object");
        }
        String paymentId = null;
        String cardToken = null;
        Amount amount = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "paymentId" -> paymentId = text(parser, "paymentId");
                case "cardToken" -> cardToken = text(parser, "cardToken");
                case "amount" -> amount = readAmount(parser);
                default -> parser.skipChildren();
            }
        }
        if (amount == null) {
            throw new InvalidFieldException("amount", "is missing");
        }
        return new ChargeRequest(payment(paymentId), amount.minorUnits(), amount.currency(), token(cardToken));
    }

    private record Amount(long minorUnits, String currency) {}

    private Amount readAmount(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new InvalidFieldException("amount", "must be an object with minorUnits and currency");
        }
        long minorUnits = 0;
        String currency = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "minorUnits" -> minorUnits = minorUnits(parser, value);
                case "currency" -> currency = currency(text(parser, "amount.currency"));
                default -> parser.skipChildren();
            }
        }
        if (minorUnits == 0) {
            throw new InvalidFieldException("amount.minorUnits", "is missing");
        }
        if (currency == null) {
            throw new InvalidFieldException("amount.currency", "is missing");
        }
        return new Amount(minorUnits, currency);
    }

    private static long minorUnits(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new InvalidFieldException("amount.minorUnits", "must be a whole number without quotes or fraction");
        }
        long minorUnits = parser.getLongValue();
        if (minorUnits <= 0 || minorUnits > PendingPayment.LARGEST_AMOUNT) {
            throw new InvalidFieldException(
                    "amount.minorUnits", "must be more than 0 and at most " + PendingPayment.LARGEST_AMOUNT);
        }
        return minorUnits;
    }

    private String currency(String code) {
        String known = currencies.get(code);
        if (known == null) {
            known = Money.of(1, code).currency().getCurrencyCode();
            currencies.put(known, known);
        }
        return known;
    }

    private static String text(JsonParser parser, String field) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new InvalidFieldException(field, "must be text in quotes");
        }
        return parser.getText();
    }

    private static Id payment(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("paymentId", "is missing");
        }
        Id id = Id.ofUuid(text);
        if (id == null) {
            throw new InvalidFieldException("paymentId", "is not a UUID in its canonical, lower-case form");
        }
        return id;
    }

    private static String token(@Nullable String token) {
        if (token == null) {
            throw new InvalidFieldException("cardToken", "is missing");
        }
        boolean plain = token.length() >= SHORTEST_TOKEN && token.length() <= LONGEST_TOKEN;
        for (int i = 0; plain && i < token.length(); i++) {
            plain = IdempotencyKey.allows(token.charAt(i));
        }
        if (!plain) {
            throw new InvalidFieldException("cardToken", "must be 4 to 128 letters, digits or '_', '-', '.', ':'");
        }
        if (CardNumbers.foundIn(token)) {
            throw new InvalidFieldException(
                    "cardToken", "looks like a card number; send the token that your card vault gave for it");
        }
        return token;
    }
}
