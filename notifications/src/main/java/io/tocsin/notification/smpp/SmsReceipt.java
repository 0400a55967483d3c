package io.tocsin.notification.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an SMS centre reports of a message that it has taken over.
 *
 * @param messageId as the centre writes it here, which need not be how it wrote it before
 * @param recipient whose telephone it was for, as the centre writes it; may be empty
 * @param state what became of it
 */
public record SmsReceipt(String messageId, String recipient, State state) {
    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([^\\s]+)");
    private static final Pattern STAT = Pattern.compile("(?i)\\bstat:\\s*([a-z]+)");
    /** SMPP 3.4, 5.2.23. */
    private static final int LONGEST_ID = 64;

    private static final Pattern TEXT = Pattern.compile("(?i)\\btext:");

    /** What became of a message. */
    public enum State {
        /** On its way still. */
        ON_ITS_WAY,
        /** The telephone has it. */
        DELIVERED,
        /** The telephone will never have it. */
        FAILED,
        /** The centre does not know. */
        UNKNOWN
    }

    /**
     * Reads a receipt: what the optional parameters say goes before what the text says (SMPP 3.4, 5.3.2.12, 5.3.2.35 and appendix B).
     *
     * @param body the text of the {@code deliver_sm}
     * @param recipient its source address
     * @param messageIdParameter {@code receipted_message_id}, if it is there
     * @param stateParameter {@code message_state}, if it is there
     * @return empty when it names no message
     */
    static Optional<SmsReceipt> read(
            byte[] body, String recipient, @Nullable String messageIdParameter, @Nullable Integer stateParameter) {
        String whole = new String(body, ISO_8859_1);
        Matcher text = TEXT.matcher(whole);
        String fields = text.find() ? whole.substring(0, text.start()) : whole;
        String id = messageIdParameter == null ? first(ID, fields) : messageIdParameter;
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        State state = stateParameter == null ? named(first(STAT, fields)) : numbered(stateParameter);
        return Optional.of(new SmsReceipt(id, recipient, state));
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static State named(@Nullable String name) {
        return switch (name == null ? "" : name.toUpperCase(Locale.ROOT)) {
            case "DELIVRD", "DELIVERED" -> State.DELIVERED;
            case "EXPIRED", "DELETED", "UNDELIV", "UNDELIVERABLE", "REJECTD", "REJECTED", "SKIPPED", "FAILED" ->
                State.FAILED;
            case "ENROUTE", "ACCEPTD", "ACCEPTED", "SCHEDULED", "BUFFERED" -> State.ON_ITS_WAY;
            default -> State.UNKNOWN;
        };
    }

    private static State numbered(int state) {
        return switch (state) {
            case 0, 1, 6 -> State.ON_ITS_WAY;
            case 2 -> State.DELIVERED;
            case 3, 4, 5, 8, 9 -> State.FAILED;
            default -> State.UNKNOWN;
        };
    }
}
