package io.tocsin.simulator.bank;

/** How a charge is written: in an answer, and as a line of the ledger, which is the answer and two properties more. */
final class ChargeText {

    private ChargeText() {}

    static AsciiText putAnswer(AsciiText text, BookedCharge charge) {
        return putOpenAnswer(text, charge).put("}");
    }

    static AsciiText putLine(AsciiText text, BookedCharge charge, String idempotencyKey, String cardToken) {
        return putOpenAnswer(text, charge)
                .put(",\"idempotencyKey\":\"")
                .put(idempotencyKey)
                .put("\",\"cardToken\":\"")
                .put(cardToken)
                .put("\"}\n");
    }

    private static AsciiText putOpenAnswer(AsciiText text, BookedCharge charge) {
        text.put("{\"chargeId\":\"ch_").putHex(charge.number());
        text.put("\",\"paymentId\":\"").put(charge.payment());
        String declineCode = charge.declineCode();
        if (declineCode == null) {
            text.put("\",\"status\":\"approved\"");
        } else {
            text.put("\",\"status\":\"declined\",\"code\":\"").put(declineCode).put("\"");
        }
        text.put(",\"amount\":{\"minorUnits\":").put(charge.minorUnits());
        text.put(",\"currency\":\"").put(charge.currency());
        return text.put("\"},\"createdAt\":\"")
                .putTime(charge.createdAtMillis())
                .put("\"");
    }
}
