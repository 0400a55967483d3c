package io.tocsin.simulator.sms;

import io.tocsin.simulator.fault.Counts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;

/**
 * Sends delivery receipts: over the session that the message came over, or over any other that takes them; while there is none they
 * wait for the next.
 */
final class Receipts {
    private static final int MOST_WAITING = 10_000;
    /** How many may wait for the client's answer at once: a client takes a few at a time and refuses the rest. */
    private static final int WINDOW = 10;

    private static final byte IS_RECEIPT = 0x04;

    private final Clock clock;
    private final Counts<ReceiptResult> counts = new Counts<>(ReceiptResult.class);
    private final Set<SMPPServerSession> bound = ConcurrentHashMap.newKeySet();
    private final Queue<Receipt> waiting = new ArrayDeque<>();
    private final Semaphore window = new Semaphore(WINDOW);

    Receipts(Clock clock) {
        this.clock = clock;
    }

    long count(ReceiptResult result) {
        return counts.of(result);
    }

    /** Sends it after a time, on a thread of its own. */
    void send(Receipt receipt, Duration after) {
        Thread.ofVirtual().name("receipt").start(() -> {
            if (Sleep.forTime(after)) {
                sendNow(receipt);
            }
        });
    }

    /** Sends it, and waits until the client has answered. */
    void sendNow(Receipt receipt) {
        Optional<SMPPServerSession> session = Stream.concat(Stream.of(receipt.session()), bound.stream())
                .filter(one -> one.getSessionState().isReceivable())
                .findFirst();
        if (session.isEmpty()) {
            postpone(receipt);
            return;
        }
        window.acquireUninterruptibly();
        try {
            deliver(receipt, session.get());
            counts.add(ReceiptResult.TAKEN);
        } catch (NegativeResponseException | PDUException | InvalidResponseException e) {
            counts.add(ReceiptResult.REFUSED);
        } catch (ResponseTimeoutException | IOException e) {
            postpone(receipt);
        } finally {
            window.release();
        }
    }

    /** Somebody has bound: what waits is sent. */
    void bound(SMPPServerSession session) {
        bound.add(session);
        if (!session.getSessionState().isReceivable()) {
            return;
        }
        List<Receipt> due;
        synchronized (waiting) {
            due = new ArrayList<>(waiting);
            waiting.clear();
        }
        due.forEach(receipt -> send(receipt, Duration.ZERO));
    }

    void ended(SMPPServerSession session) {
        bound.remove(session);
    }

    private void postpone(Receipt receipt) {
        counts.add(ReceiptResult.POSTPONED);
        synchronized (waiting) {
            waiting.add(receipt);
            if (waiting.size() > MOST_WAITING) {
                waiting.remove();
                counts.add(ReceiptResult.LOST);
            }
        }
    }

    private void deliver(Receipt receipt, SMPPServerSession session)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        session.deliverShortMessage(
                "",
                TypeOfNumber.valueOf(receipt.message().getDestAddrTon()),
                NumberingPlanIndicator.valueOf(receipt.message().getDestAddrNpi()),
                receipt.message().getDestAddress(),
                TypeOfNumber.valueOf(receipt.message().getSourceAddrTon()),
                NumberingPlanIndicator.valueOf(receipt.message().getSourceAddrNpi()),
                receipt.message().getSourceAddr(),
                new ESMClass(IS_RECEIPT),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(),
                new RawDataCoding((byte) 0),
                receipt.body(clock.instant()));
    }
}
