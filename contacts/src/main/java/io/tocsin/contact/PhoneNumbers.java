package io.tocsin.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.notification.PhoneNumber;
import java.util.Optional;
import java.util.Set;

/** Reads telephone numbers as people write them, and refuses what cannot be a person's mobile telephone. */
public final class PhoneNumbers {
    private static final String FIELD = "phone";
    private static final String NO_COUNTRY = "ZZ";
    private static final Set<PhoneNumberType> TAKE_SMS = Set.of(
            PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE,
            PhoneNumberType.PERSONAL_NUMBER,
            PhoneNumberType.PAGER,
            PhoneNumberType.VOIP,
            PhoneNumberType.UNKNOWN);

    private final PhoneNumberUtil plan = PhoneNumberUtil.getInstance();
    private final String country;

    /**
     * @param country ISO 3166 code of the country that numbers without a country code belong to; without one they are refused
     * @throws IllegalArgumentException when there is no such country
     */
    public PhoneNumbers(Optional<String> country) {
        this.country = country.orElse(NO_COUNTRY);
        if (country.isPresent() && !plan.getSupportedRegions().contains(this.country)) {
            throw new IllegalArgumentException(
                    "there is no country \"" + this.country + "\": give two capital letters, like DE");
        }
    }

    /**
     * Reads one number.
     *
     * @throws InvalidFieldException when it is no number that is in use and takes SMS; the message never repeats it
     */
    public PhoneNumber read(String text) {
        Phonenumber.PhoneNumber number;
        try {
            number = plan.parse(text, country);
        } catch (NumberParseException e) {
            throw new InvalidFieldException(
                    FIELD,
                    e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE
                            ? "has no country code that exists; write it like +4915123456789"
                            : "is no telephone number; write it like +4915123456789");
        }
        if (!plan.isValidNumber(number)) {
            throw new InvalidFieldException(FIELD, "is no number that its country gives out");
        }
        if (number.hasExtension()) {
            throw new InvalidFieldException(FIELD, "has an extension, which takes no SMS");
        }
        if (!TAKE_SMS.contains(plan.getNumberType(number))) {
            throw new InvalidFieldException(FIELD, "is a landline or service number, which takes no SMS");
        }
        return new PhoneNumber(plan.format(number, PhoneNumberFormat.E164));
    }
}
