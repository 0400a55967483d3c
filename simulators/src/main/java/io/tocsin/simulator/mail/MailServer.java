package io.tocsin.simulator.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.simulator.door.Door;
import io.tocsin.simulator.door.SilentLoggers;
import io.tocsin.simulator.fault.Counts;
import io.tocsin.simulator.inbox.Inbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A mail server: takes mail over SMTP for anybody, keeps the latest in an inbox, and misbehaves as told.
 *
 * <p>GreenMail speaks SMTP and takes the mails apart, on a port of its own that nobody knows; what it delivers goes to the inbox. In
 * front of it stands a {@link MailSession} for each connection, for GreenMail is too well-behaved.
 */
public final class MailServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 200;
    /** What an inbox may hold: with two bytes a character at most 64 MB. */
    private static final long MOST_CHARACTERS = 32L << 20;

    private final MailOptions options;
    private final Inbox<ReceivedMail> inbox;
    private final Counts<MailResult> counts = new Counts<>(MailResult.class);
    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Door door;
    private volatile MailFaults faults = new MailFaults(MailPlan.HEALTHY);

    private MailServer(MailOptions options) {
        SilentLoggers.silence(
                "com.icegreen.greenmail.smtp.SmtpConnection",
                "com.icegreen.greenmail.util.LineLoggingBuffer",
                "com.icegreen.greenmail.user.UserManager");
        this.options = options;
        this.inbox = new Inbox<>(options.keptMessages(), MOST_CHARACTERS);
        this.door = new Door(
                options.host(), options.port(), "tocsin.simulators.mail.port", MOST_CONNECTIONS, this::receive);
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException when the port cannot be had
     */
    public static MailServer start(MailOptions options) {
        var server = new MailServer(options);
        try {
            server.greenMail.start();
            server.greenMail
                    .getUserManager()
                    .setMessageDeliveryHandler((mail, recipient) -> server.mailboxOf(recipient.getEmail()));
            server.door.open();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where it listens, or would if it were not offline. */
    public int port() {
        return door.port();
    }

    /** Whether connections are taken. */
    public boolean listening() {
        return door.isOpen();
    }

    /** How many connections there are. */
    public int connections() {
        return door.visitors();
    }

    /** How it behaves now. */
    public MailPlan plan() {
        return faults.plan();
    }

    /**
     * Makes it behave so from the next connection and the next mail on. When this returns it listens, or refuses connections, as the
     * plan says; connections that there were when it goes offline are cut.
     *
     * @throws IllegalStateException when it should listen again and another process has taken the port
     */
    public synchronized void behave(MailPlan plan) {
        if (plan.offline()) {
            door.shut();
        } else {
            door.open();
        }
        faults = new MailFaults(plan);
    }

    /** What it has taken. */
    public Inbox<ReceivedMail> inbox() {
        return inbox;
    }

    /** How often that became of a mail since the start. */
    public long count(MailResult result) {
        return counts.of(result);
    }

    /** Cuts every connection and stops. */
    @Override
    public void close() {
        door.close();
        greenMail.stop();
    }

    private void receive(Socket client) throws IOException {
        try (var behind =
                new Socket(InetAddress.getLoopbackAddress(), greenMail.getSmtp().getPort())) {
            behind.setTcpNoDelay(true);
            new MailSession(client, behind, () -> faults, counts).hold();
        }
    }

    /** GreenMail would make a mailbox for each recipient, and keep everything for ever. */
    private UserImpl mailboxOf(String recipient) {
        return new UserImpl(recipient, recipient, "", greenMail.getManagers().getImapHostManager()) {
            @Override
            public void deliver(MovingMessage mail) {
                inbox.add(MimeReader.read(mail, recipient, options.clock().instant()));
            }
        };
    }
}
