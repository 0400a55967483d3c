package io.tocsin.model.payment;

import java.util.List;

/**
 * Whose card numbers begin so and are as long (ISO/IEC 7812, and what the schemes publish of their ranges).
 *
 * @param name for people
 * @param lowest the lowest four digits that one begins with
 * @param highest the highest
 * @param shortest the fewest digits
 * @param longest the most
 */
record CardIssuer(String name, int lowest, int highest, int shortest, int longest) {
    static final List<CardIssuer> ALL = List.of(
            new CardIssuer("Visa", 4000, 4999, 13, 13),
            new CardIssuer("Visa", 4000, 4999, 16, 16),
            new CardIssuer("Visa", 4000, 4999, 19, 19),
            new CardIssuer("Mastercard", 5100, 5599, 16, 16),
            new CardIssuer("Mastercard", 2221, 2720, 16, 16),
            new CardIssuer("American Express", 3400, 3499, 15, 15),
            new CardIssuer("American Express", 3700, 3799, 15, 15),
            new CardIssuer("Maestro", 5000, 5099, 13, 19),
            new CardIssuer("Maestro, Discover, UnionPay, RuPay", 5600, 6999, 13, 19),
            new CardIssuer("Diners Club", 3000, 3059, 14, 19),
            new CardIssuer("Diners Club", 3095, 3095, 14, 19),
            new CardIssuer("Diners Club", 3600, 3699, 14, 19),
            new CardIssuer("Diners Club", 3800, 3999, 14, 19),
            new CardIssuer("JCB", 3528, 3589, 16, 19),
            new CardIssuer("Mir", 2200, 2204, 16, 19),
            new CardIssuer("RuPay", 8100, 8299, 16, 16),
            new CardIssuer("Troy", 9792, 9792, 16, 16));

    /** Whether a card number with these first digits and of this length may be one of any. */
    static boolean anyMayHaveIssued(int firstFour, int length) {
        for (CardIssuer issuer : ALL) {
            if (issuer.mayHaveIssued(firstFour, length)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayHaveIssued(int firstFour, int length) {
        return firstFour >= lowest && firstFour <= highest && length >= shortest && length <= longest;
    }
}
