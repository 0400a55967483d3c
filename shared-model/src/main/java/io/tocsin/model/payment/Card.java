package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The card that pays, as far as Tocsin may know it: never its number (PCI DSS v4, 3.3 to 3.5).
 *
 * @param token what the operator's card vault gave in place of the number: 4 to 128 letters, digits or {@code _ - . :}
 * @param brand for people, for example {@code visa}; may be absent
 * @param lastFour the last four digits, for people; may be absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Card(
        String token, @Nullable String brand, @Nullable String lastFour) {
    private static final int SHORTEST_TOKEN = 4;
    private static final int LONGEST_TOKEN = 128;
    private static final Pattern BRAND = Pattern.compile("[A-Za-z][A-Za-z0-9 -]{0,31}");
    private static final Pattern LAST_FOUR = Pattern.compile("[0-9]{4}");

    /** @throws InvalidFieldException when a part is malformed, or is a card number */
    public Card {
        if (!isToken(token)) {
            throw new InvalidFieldException("card.token", "must be 4 to 128 letters, digits or '_', '-', '.', ':'");
        }
        CardNumbers.refuseIn("card.token", token);
        if (brand != null && !BRAND.matcher(brand).matches()) {
            throw new InvalidFieldException("card.brand", "must be a name of 1 to 32 letters, like visa");
        }
        if (brand != null) {
            CardNumbers.refuseIn("card.brand", brand);
        }
        if (lastFour != null && !LAST_FOUR.matcher(lastFour).matches()) {
            throw new InvalidFieldException("card.lastFour", "must be exactly four digits");
        }
    }

    /** A loop and not a pattern: every payment passes here several times. */
    private static boolean isToken(String token) {
        if (token.length() < SHORTEST_TOKEN || token.length() > LONGEST_TOKEN) {
            return false;
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            boolean letterOrDigit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "_.:-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A card of which only the token is known. */
    public static Card ofToken(String token) {
        return new Card(token, null, null);
    }

    @JsonCreator
    static Card read(
            @JsonProperty("token") @Nullable String token,
            @JsonProperty("brand") @Nullable String brand,
            @JsonProperty("lastFour") @Nullable String lastFour) {
        if (token == null) {
            throw new InvalidFieldException("card.token", "is missing");
        }
        return new Card(token, brand, lastFour);
    }
}
