package io.tocsin.simulator.bank;

/** What a client asks the bank to charge. */
record ChargeRequest(Id payment, long minorUnits, String currency, String cardToken) {

    /** A 64-bit hash (FNV-1a) of the token, kept in its place. */
    long tokenPrint() {
        return print(cardToken);
    }

    static long print(String token) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < token.length(); i++) {
            hash = (hash ^ token.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
