package io.tocsin.simulator.mail;

import io.tocsin.model.InvalidFieldException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whom the mail server takes no mail for.
 *
 * @param address of one mailbox; with {@code @} in front a whole domain. Capitals make no difference
 * @param code 400 to 499: not now; 500 to 599: never
 */
public record RecipientRule(String address, int code) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]{0,64}@[^\\s@<>]{1,255}");

    /** @throws InvalidFieldException when a part is malformed */
    public RecipientRule {
        if (!ADDRESS.matcher(address).matches()) {
            throw new InvalidFieldException("address", "must be like ann@example.org, or @example.org for all there");
        }
        MailFault.requireRefusal(code);
    }

    boolean isAbout(String recipient) {
        String plain = recipient.toLowerCase(Locale.ROOT);
        String wanted = address.toLowerCase(Locale.ROOT);
        return wanted.startsWith("@") ? plain.endsWith(wanted) : plain.equals(wanted);
    }
}
