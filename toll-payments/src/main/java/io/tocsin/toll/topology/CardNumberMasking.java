package io.tocsin.toll.topology;

import io.tocsin.calls.Masking;
import io.tocsin.model.payment.CardNumbers;

/** No card number enters a topic: neither a dead letter nor a changelog. */
final class CardNumberMasking implements Masking {
    /** On a dead letter in which a card number was masked: the parts of the record that held one. */
    static final String HEADER = "card-number-masked";

    @Override
    public boolean foundIn(byte[] bytes) {
        return CardNumbers.foundIn(bytes);
    }

    @Override
    public byte[] masked(byte[] bytes) {
        return CardNumbers.masked(bytes);
    }

    @Override
    public String header() {
        return HEADER;
    }

    @Override
    public String refusal() {
        return "the value " + CardNumbers.REFUSAL;
    }
}
