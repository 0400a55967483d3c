package io.tocsin.simulator.sms;

import io.tocsin.model.InvalidFieldException;
import java.util.regex.Pattern;

/**
 * A number that the centre takes no messages for.
 *
 * @param number with or without the plus sign
 * @param status what such a message is refused with
 */
public record NumberRule(String number, SmppError status) {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,20}");

    /** @throws InvalidFieldException when it is not a number */
    public NumberRule {
        if (!NUMBER.matcher(number).matches()) {
            throw new InvalidFieldException("number", "must be 1 to 20 digits, with or without + in front");
        }
    }

    boolean isAbout(String recipient) {
        return digits(number).equals(digits(recipient));
    }

    /** The digits of a number: with or without the plus sign it is the same. */
    static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }
}
