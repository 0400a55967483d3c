package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which cards are declined.
 *
 * @param tokenPrefix declines every card whose token begins with it
 * @param code what the bank says; when empty, the rest of the token after the prefix
 */
public record DeclineRule(String tokenPrefix, Optional<String> code) {
    /** What the bank says when the rest of the token is no code: the card schemes' "do not honour". */
    static final String NO_REASON = "do-not-honour";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** @throws InvalidFieldException when a part is malformed */
    public DeclineRule {
        if (!PREFIX.matcher(tokenPrefix).matches()) {
            throw new InvalidFieldException("tokenPrefix", "must be 1 to 128 letters, digits or '_', '-', '.', ':'");
        }
        if (code.isPresent() && !CODE.matcher(code.get()).matches()) {
            throw new InvalidFieldException("code", "must be 1 to 64 small letters, digits or '-'");
        }
    }

    /** Declines tokens with this prefix; the rest of the token is the code. */
    public static DeclineRule ofPrefix(String tokenPrefix) {
        return new DeclineRule(tokenPrefix, Optional.empty());
    }

    /** The code that this rule declines {@code cardToken} with; empty when the rule is not about it. */
    Optional<String> decline(String cardToken) {
        if (!cardToken.startsWith(tokenPrefix)) {
            return Optional.empty();
        }
        if (code.isPresent()) {
            return code;
        }
        String rest = cardToken.substring(tokenPrefix.length());
        return Optional.of(CODE.matcher(rest).matches() ? rest : NO_REASON);
    }
}
