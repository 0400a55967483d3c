package io.tocsin.notification.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection that remembers how far it had come and which reply was the first that was not wanted. The library tells neither:
 * after a refusal it goes on talking ({@code RSET}), and an exception does not say whether the content had been sent.
 */
final class StagedTransport extends SMTPTransport {
    private SmtpReply.Stage stage = SmtpReply.Stage.OPENING;
    private @Nullable Reply refusal;
    private int mails;

    /** A reply of the server. */
    record Reply(int code, String line) {}

    StagedTransport(Session session, URLName server) {
        super(session, server);
    }

    SmtpReply.Stage stage() {
        return stage;
    }

    /** The first reply since {@link #begin} that was not wanted; null when there was none. */
    synchronized @Nullable Reply refusal() {
        return refusal;
    }

    /** Begins with another mail; returns how many this connection has carried before. */
    synchronized int begin() {
        stage = SmtpReply.Stage.SENDER;
        refusal = null;
        return mails++;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        stage = SmtpReply.Stage.SENDER;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        stage = SmtpReply.Stage.RECIPIENT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        stage = SmtpReply.Stage.CONTENT;
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        stage = SmtpReply.Stage.END;
        super.finishData();
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (refusal == null && (code < 200 || code >= 400)) {
            refusal = new Reply(code, getLastServerResponse());
        }
        return code;
    }
}
