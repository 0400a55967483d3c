package io.tocsin.simulator.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tocsin.simulator.fault.Counts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: stands between it and GreenMail, hands on what both say, and lets happen what the plan wants.
 *
 * <p>The content of a mail is gathered here, and GreenMail hears of it when it is whole: so nothing is stored that is cut off or
 * refused, and GreenMail never sees half a mail.
 */
final class MailSession {
    /** The largest mail that is taken, in bytes. */
    static final int LARGEST_MAIL = 256 * 1024;

    /** RFC 5321, section 4.5.3.2.7: a server waits for the next command for five minutes at least. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration BEHIND_PATIENCE = Duration.ofSeconds(30);
    private static final Pattern RECIPIENT = Pattern.compile("RCPT TO:\\s*<([^>]*)>.*", Pattern.CASE_INSENSITIVE);
    private static final int CLOSING = 421;

    private final Wire client;
    private final Wire behind;
    private final Supplier<MailFaults> current;
    private final Counts<MailResult> counts;
    private @Nullable MailFault ofConnection;
    private @Nullable MailFault ofMail;
    private int recipients;

    /** Whether the conversation goes on after a command. */
    private enum Then {
        GO_ON,
        END
    }

    /**
     * @param client the connection of the client
     * @param greenMail the connection to GreenMail
     * @param current what happens at this moment
     */
    MailSession(Socket client, Socket greenMail, Supplier<MailFaults> current, Counts<MailResult> counts)
            throws IOException {
        this.client = new Wire(client, PATIENCE);
        this.behind = new Wire(greenMail, BEHIND_PATIENCE);
        this.current = current;
        this.counts = counts;
    }

    /** Returns when the connection is to be closed. */
    void hold() throws IOException {
        String greeting = repliedBehind();
        ofConnection = current.get().nextOfConnection();
        Then then = strikes(MailStep.GREETING) ? strike(ofConnection) : answer(greeting);
        while (then == Then.GO_ON) {
            String command = nextCommand();
            then = command == null ? Then.END : obey(command);
        }
    }

    private @Nullable String nextCommand() throws IOException {
        try {
            return client.line();
        } catch (SocketTimeoutException idle) {
            client.say("421 simulated: nothing was said for " + PATIENCE.toMinutes() + " minutes");
            return null;
        } catch (Wire.LineTooLongException e) {
            client.say("500 simulated: " + e.getMessage());
            return null;
        }
    }

    private Then obey(String command) throws IOException {
        String verb = command.length() < 4 ? "" : command.substring(0, 4).toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "EHLO", "HELO" -> hello(command);
            case "MAIL" -> mail(command);
            case "RCPT" -> recipient(command);
            case "DATA" -> data(command);
            case "AUTH" -> login(command);
            case "RSET" -> {
                forgetMail();
                yield answer(askedBehind(command));
            }
            case "QUIT" -> {
                answer(askedBehind(command));
                yield Then.END;
            }
            default -> answer(askedBehind(command));
        };
    }

    private Then hello(String command) throws IOException {
        forgetMail();
        return strikes(MailStep.HELLO) ? strike(ofConnection) : answer(askedBehind(command));
    }

    private Then mail(String command) throws IOException {
        forgetMail();
        OptionalInt throttled = current.get().throttled();
        if (throttled.isPresent()) {
            return refuse(throttled.getAsInt(), "too many mails in a second", MailResult.THROTTLED);
        }
        ofMail = current.get().nextOfMail();
        return strikes(MailStep.SENDER) ? strike(ofMail) : answer(askedBehind(command));
    }

    private Then recipient(String command) throws IOException {
        Matcher address = RECIPIENT.matcher(command);
        String recipient = address.matches() ? address.group(1) : "";
        OptionalInt refused = current.get().refused(recipient);
        if (refused.isPresent()) {
            return refuse(refused.getAsInt(), "no mail for this recipient", MailResult.RECIPIENT_REFUSED);
        }
        if (strikes(MailStep.RECIPIENT)) {
            return strike(ofMail);
        }
        if (current.get().greylisted(recipient)) {
            return refuse(451, "greylisted, come again", MailResult.GREYLISTED);
        }
        String reply = askedBehind(command);
        recipients += isGood(reply) ? 1 : 0;
        return answer(reply);
    }

    private Then data(String command) throws IOException {
        if (recipients == 0) {
            return answer(askedBehind(command));
        }
        if (strikes(MailStep.DATA)) {
            return strike(ofMail);
        }
        answer("354 Start mail input; end with <CRLF>.<CRLF>");
        String first = client.line();
        if (first == null || strikes(MailStep.CONTENT)) {
            return first == null ? Then.END : strike(ofMail);
        }
        var content = new ByteArrayOutputStream(4096);
        for (String line = first; !line.equals("."); ) {
            if (content.size() <= LARGEST_MAIL) {
                content.writeBytes((line + "\r\n").getBytes(ISO_8859_1));
            }
            line = client.line();
            if (line == null) {
                return Then.END;
            }
        }
        return end(content);
    }

    private Then end(ByteArrayOutputStream content) throws IOException {
        MailFault fault = ofMail;
        forgetMail();
        if (content.size() > LARGEST_MAIL) {
            askedBehind("RSET");
            return refuse(552, "a mail of more than " + LARGEST_MAIL + " bytes", MailResult.TOO_LARGE);
        }
        if (fault == null || fault.at() != MailStep.END) {
            return answer(stored(content, MailResult.TAKEN));
        }
        return switch (fault) {
            case MailFault.AcceptThenDrop drop -> {
                stored(content, MailResult.TAKEN_UNANSWERED);
                yield Then.END;
            }
            case MailFault.Hang hang
            when hang.stored() -> {
                String reply = stored(content, MailResult.TAKEN);
                yield client.staysFor(hang.time()) ? answer(reply) : Then.END;
            }
            default -> {
                askedBehind("RSET");
                yield strike(fault);
            }
        };
    }

    private String stored(ByteArrayOutputStream content, MailResult result) throws IOException {
        String reply = askedBehind("DATA");
        if (!reply.startsWith("354")) {
            return reply;
        }
        behind.say(content.toByteArray());
        reply = askedBehind(".");
        if (isGood(reply)) {
            counts.add(result);
        }
        return reply;
    }

    /** The client answers what the server asks back, until the server is content or not (RFC 4954, section 4). */
    private Then login(String command) throws IOException {
        String reply = askedBehind(command);
        while (reply.startsWith("334")) {
            answer(reply);
            String line = client.line();
            if (line == null) {
                return Then.END;
            }
            reply = askedBehind(line);
        }
        return answer(reply);
    }

    private boolean strikes(MailStep step) {
        MailFault fault = step.opens() ? ofConnection : ofMail;
        return fault != null && fault.at() == step;
    }

    private Then strike(@Nullable MailFault fault) throws IOException {
        return switch (fault) {
            case MailFault.Refuse refuse -> {
                Then then = refuse(refuse.code(), "refused on purpose", MailResult.REFUSED);
                yield refuse.at() == MailStep.GREETING ? Then.END : then;
            }
            case MailFault.Hang hang -> {
                counts.add(MailResult.HUNG);
                client.staysFor(hang.time());
                yield Then.END;
            }
            case null, default -> {
                counts.add(MailResult.CUT);
                yield Then.END;
            }
        };
    }

    private Then refuse(int code, String why, MailResult result) throws IOException {
        counts.add(result);
        answer(code + " simulated: " + why);
        return code == CLOSING ? Then.END : Then.GO_ON;
    }

    private Then answer(String reply) throws IOException {
        Duration slow = current.get().plan().slow();
        if (!slow.isZero() && !client.staysFor(slow)) {
            return Then.END;
        }
        client.say(reply);
        return Then.GO_ON;
    }

    private void forgetMail() {
        ofMail = null;
        recipients = 0;
    }

    private String askedBehind(String command) throws IOException {
        behind.say(command);
        return repliedBehind();
    }

    private String repliedBehind() throws IOException {
        String reply = behind.reply();
        if (reply == null) {
            throw new IOException("GreenMail has closed the connection");
        }
        return reply;
    }

    private static boolean isGood(String reply) {
        return reply.startsWith("2");
    }
}
