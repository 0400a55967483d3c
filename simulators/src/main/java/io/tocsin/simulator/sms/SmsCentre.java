package io.tocsin.simulator.sms;

import io.tocsin.simulator.door.Door;
import io.tocsin.simulator.door.SilentLoggers;
import io.tocsin.simulator.fault.Counts;
import io.tocsin.simulator.inbox.Inbox;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.session.BindRequest;

/** An SMS centre: takes messages over SMPP 3.4, keeps the latest in an inbox, sends delivery receipts, and misbehaves as told. */
public final class SmsCentre implements AutoCloseable {
    private static final int MOST_SESSIONS = 50;
    /** What an inbox may hold: with two bytes a character at most 64 MB. */
    private static final long MOST_CHARACTERS = 32L << 20;

    private final SmsOptions options;
    private final SmsPlan healthy;
    private final SmsInbox inbox;
    private final Receipts receipts;
    private final Counts<SmsResult> counts = new Counts<>(SmsResult.class);
    private final Door door;
    /** Begins where no earlier run has come to, so that numbers are not given twice. */
    private final AtomicLong lastNumber;

    private volatile SmsFaults faults;

    private SmsCentre(SmsOptions options) {
        SilentLoggers.silence("org.jsmpp.DefaultPDUSender", "org.jsmpp.session.PDUProcessServerTask");
        this.options = options;
        this.healthy = SmsPlan.healthy(options.receiptAfter());
        this.faults = new SmsFaults(healthy);
        this.inbox = new SmsInbox(new Inbox<>(options.keptMessages(), MOST_CHARACTERS), options.clock());
        this.receipts = new Receipts(options.clock());
        this.lastNumber = new AtomicLong(options.clock().millis());
        this.door = new Door(
                options.host(), options.port(), "tocsin.simulators.sms.port", MOST_SESSIONS, client -> new SmsSession(
                                this, client)
                        .hold());
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException when the port cannot be had
     */
    public static SmsCentre start(SmsOptions options) {
        var centre = new SmsCentre(options);
        centre.door.open();
        return centre;
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
    public SmsPlan plan() {
        return faults.plan();
    }

    /** How it behaves when nothing was asked for. */
    public SmsPlan healthy() {
        return healthy;
    }

    /**
     * Makes it behave so from the next message on. When this returns it listens, or refuses connections, as the plan says; connections
     * that there were when it goes offline are cut.
     *
     * @throws IllegalStateException when it should listen again and another process has taken the port
     */
    public synchronized void behave(SmsPlan plan) {
        if (plan.offline()) {
            door.shut();
        } else {
            door.open();
        }
        faults = new SmsFaults(plan);
    }

    /** What it has taken. */
    public Inbox<ReceivedSms> inbox() {
        return inbox.messages();
    }

    /** How often that became of a message since the start. */
    public long count(SmsResult result) {
        return counts.of(result);
    }

    /** How often that became of a receipt since the start. */
    public long count(ReceiptResult result) {
        return receipts.count(result);
    }

    /** Cuts every connection and stops. Receipts that were not sent are not sent any more. */
    @Override
    public void close() {
        door.close();
    }

    SmsFaults faults() {
        return faults;
    }

    Receipts receipts() {
        return receipts;
    }

    Counts<SmsResult> counts() {
        return counts;
    }

    String systemId() {
        return options.systemId();
    }

    Instant now() {
        return options.clock().instant();
    }

    long nextNumber() {
        return lastNumber.incrementAndGet();
    }

    void put(String from, String to, Segment segment, String messageId) {
        inbox.take(from, to, segment, messageId);
    }

    /** What somebody who wants to bind is refused with; empty when it may. */
    Optional<SmppError> refusal(BindRequest bind) {
        Optional<SmppError> planned = faults.plan().refuseBind();
        if (planned.isPresent()) {
            return planned;
        }
        if (!options.systemId().equals(bind.getSystemId())) {
            return Optional.of(SmppError.ESME_RINVSYSID);
        }
        return options.password().equals(bind.getPassword()) ? Optional.empty() : Optional.of(SmppError.ESME_RINVPASWD);
    }
}
