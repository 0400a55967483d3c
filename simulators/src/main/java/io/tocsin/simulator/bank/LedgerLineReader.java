package io.tocsin.simulator.bank;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads lines of the ledger file. Safe to share between threads. */
final class LedgerLineReader {
    private static final String CHARGE_ID = "ch_";
    private static final int CHARGE_ID_LENGTH = CHARGE_ID.length() + 16;

    private final JsonFactory json = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** The charge as the {@link ChargeBook} keeps it; null when the bytes are not one whole line of the ledger. */
    @Nullable BookedCharge readCharge(byte[] line, int length) {
        try {
            Fields fields = readFields(line, length);
            Id payment = Id.ofUuid(fields.text("paymentId"));
            String chargeId = fields.text("chargeId");
            if (payment == null || !chargeId.startsWith(CHARGE_ID) || chargeId.length() != CHARGE_ID_LENGTH) {
                return null;
            }
            return new BookedCharge(
                    Id.ofKey(fields.text("idempotencyKey")),
                    payment,
                    Long.parseUnsignedLong(chargeId, CHARGE_ID.length(), CHARGE_ID_LENGTH, 16),
                    fields.minorUnits,
                    // Interned: a few currencies and decline codes in millions of lines.
                    fields.text("currency").intern(),
                    ChargeRequest.print(fields.text("cardToken")),
                    fields.status() == ChargeStatus.APPROVED
                            ? null
                            : fields.text("code").intern(),
                    Instant.parse(fields.text("createdAt")).toEpochMilli());
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /** The line for people. */
    LedgerEntry readEntry(byte[] line) throws IOException {
        Fields fields = readFields(line, line.length);
        return new LedgerEntry(
                fields.text("chargeId"),
                PaymentId.of(fields.text("paymentId")),
                fields.status(),
                fields.code,
                Money.of(fields.minorUnits, fields.text("currency")),
                Instant.parse(fields.text("createdAt")),
                fields.text("idempotencyKey"),
                fields.text("cardToken"));
    }

    private Fields readFields(byte[] line, int length) throws IOException {
        try (JsonParser parser = json.createParser(line, 0, length)) {
            var fields = new Fields();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && parser.currentName() != null) {
                    fields.take(parser.currentName(), parser);
                }
            }
            return fields;
        }
    }

    /** The properties of a line, those of the amount among the others: no name occurs twice. */
    private static final class Fields {
        private long minorUnits;
        private @Nullable String chargeId;
        private @Nullable String paymentId;
        private @Nullable String status;
        private @Nullable String code;
        private @Nullable String currency;
        private @Nullable String createdAt;
        private @Nullable String idempotencyKey;
        private @Nullable String cardToken;

        void take(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "minorUnits" -> minorUnits = parser.getLongValue();
                case "chargeId" -> chargeId = parser.getText();
                case "paymentId" -> paymentId = parser.getText();
                case "status" -> status = parser.getText();
                case "code" -> code = parser.getText();
                case "currency" -> currency = parser.getText();
                case "createdAt" -> createdAt = parser.getText();
                case "idempotencyKey" -> idempotencyKey = parser.getText();
                case "cardToken" -> cardToken = parser.getText();
                default -> parser.skipChildren();
            }
        }

        String text(String name) {
            String text =
                    switch (name) {
                        case "chargeId" -> chargeId;
                        case "paymentId" -> paymentId;
                        case "status" -> status;
                        case "code" -> code;
                        case "currency" -> currency;
                        case "createdAt" -> createdAt;
                        case "idempotencyKey" -> idempotencyKey;
                        case "cardToken" -> cardToken;
                        default -> null;
                    };
            if (text == null) {
                throw new IllegalArgumentException("the line has no " + name);
            }
            return text;
        }

        ChargeStatus status() {
            return switch (text("status")) {
                case "approved" -> ChargeStatus.APPROVED;
                case "declined" -> ChargeStatus.DECLINED;
                default -> throw new IllegalArgumentException("the line has an unknown status");
            };
        }
    }
}
