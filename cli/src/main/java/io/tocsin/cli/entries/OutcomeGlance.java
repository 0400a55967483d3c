package io.tocsin.cli.entries;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of an outcome is needed here, read without binding the rest: hundreds of thousands are read beside the system that
 * writes them.
 *
 * @param paymentId as it stands there
 * @param minorUnits of the amount
 * @param currency of the amount
 * @param reason why it failed; empty when it was settled
 */
record OutcomeGlance(String paymentId, long minorUnits, String currency, String reason) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Empty when it is no outcome. */
    static Optional<OutcomeGlance> at(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(value)) {
            return Optional.ofNullable(read(parser));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static @Nullable OutcomeGlance read(JsonParser parser) throws IOException {
        String paymentId = null;
        String currency = null;
        String reason = "";
        long minorUnits = 0;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "paymentId" -> paymentId = parser.getText();
                case "reason" -> reason = parser.getText();
                case "amount" -> {
                    while (token == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                        String part = parser.currentName();
                        parser.nextToken();
                        if (part.equals("minorUnits")) {
                            minorUnits = parser.getLongValue();
                        } else if (part.equals("currency")) {
                            currency = parser.getText();
                        } else {
                            parser.skipChildren();
                        }
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return paymentId == null || currency == null
                ? null
                : new OutcomeGlance(paymentId, minorUnits, currency, reason);
    }
}
