package io.tocsin.simulator.sms;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** One connection of a client: lets it bind, takes its messages, and lets happen what the plan wants. */
final class SmsSession extends OnlySubmits {
    private static final Duration BIND_PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECEIPT_PATIENCE = Duration.ofSeconds(10);
    /** One thread takes the messages of a session in their order; none of them makes it wait. */
    private static final int THREADS = 1;

    private static final int QUEUED = 100_000;
    private static final int RECEIPT_WANTED = 0x03;
    private static final int RECEIPT_OF_FAILURE_WANTED = 0x02;

    private final SmsCentre centre;
    private final Socket socket;
    private final AnswerSender answers = new AnswerSender();
    private final CountDownLatch ended = new CountDownLatch(1);

    SmsSession(SmsCentre centre, Socket socket) {
        this.centre = centre;
        this.socket = socket;
    }

    /** Returns when the session is over. */
    void hold() throws IOException {
        var session = new SMPPServerSession(
                new SocketConnection(socket),
                (now, before, source) -> endWhen(now),
                this,
                null,
                THREADS,
                QUEUED,
                answers,
                new BoundedReader());
        session.setTransactionTimer(RECEIPT_PATIENCE.toMillis());
        try {
            BindRequest bind = session.waitForBind(BIND_PATIENCE.toMillis());
            Optional<SmppError> refusal = centre.refusal(bind);
            if (refusal.isPresent()) {
                centre.counts().add(SmsResult.BIND_REFUSED);
                bind.reject(refusal.get().status());
                // A client that finds the connection closed may not look at the answer any more.
                ended.await(BIND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            bind.accept(centre.systemId());
            centre.receipts().bound(session);
            ended.await();
        } catch (PDUStringException | TimeoutException | IllegalStateException e) {
            // It did not bind, or left while it was let in.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            centre.receipts().ended(session);
            session.close();
        }
    }

    /** Who unbinds closes the connection, when it has the answer. */
    private void endWhen(SessionState now) {
        if (now == SessionState.CLOSED) {
            ended.countDown();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession session) throws ProcessRequestException {
        SmsFaults faults = centre.faults();
        Duration slow = faults.plan().slow();
        if (!slow.isZero()) {
            answers.hold(message.getSequenceNumber(), () -> Sleep.forTime(slow));
        }
        if (!faults.admits()) {
            throw refusal(SmppError.ESME_RTHROTTLED, SmsResult.THROTTLED);
        }
        Optional<SmppError> numberRefused = faults.plan().refused(message.getDestAddress());
        if (numberRefused.isPresent()) {
            throw refusal(numberRefused.get(), SmsResult.NUMBER_REFUSED);
        }
        return switch (faults.nextOfMessage()) {
            case null -> stored(message, session, faults, slow, SmsResult.TAKEN);
            case SmsFault.Refuse refuse -> throw refusal(refuse.status(), SmsResult.REFUSED);
            case SmsFault.Cut cut -> {
                answers.hold(message.getSequenceNumber(), () -> false);
                cut();
                throw refusal(SmppError.ESME_RSYSERR, SmsResult.CUT);
            }
            case SmsFault.AcceptThenDrop drop -> {
                SubmitSmResult result = stored(message, session, faults, slow, SmsResult.TAKEN_UNANSWERED);
                answers.hold(message.getSequenceNumber(), () -> false);
                cut();
                yield result;
            }
            case SmsFault.Hang hang
            when hang.stored() -> stored(message, session, faults, hang.time(), SmsResult.TAKEN);
            case SmsFault.Hang hang -> {
                answers.hold(message.getSequenceNumber(), () -> Sleep.forTime(hang.time()) && cut());
                throw refusal(SmppError.ESME_RSYSERR, SmsResult.HUNG);
            }
        };
    }

    /** @param answerAfter how long the answer takes */
    private SubmitSmResult stored(
            SubmitSm message, SMPPServerSession session, SmsFaults faults, Duration answerAfter, SmsResult result)
            throws ProcessRequestException {
        SmsPlan plan = faults.plan();
        long number = centre.nextNumber();
        String id = plan.ids().write(number);
        var segment = Segment.of(message.getEsmClass(), message.getDataCoding(), message.getShortMessage());
        centre.put(message.getSourceAddr(), message.getDestAddress(), segment, id);
        centre.counts().add(result);
        if (!answerAfter.isZero()) {
            answers.hold(message.getSequenceNumber(), () -> Sleep.forTime(answerAfter));
        }
        ReceiptPlan.Kind odd = faults.nextOfReceipt();
        boolean delivered = odd != ReceiptPlan.Kind.UNDELIVERED;
        if (isWanted(message.getRegisteredDelivery(), delivered)) {
            String receiptId = plan.receipts().ids().write(number);
            var receipt = new Receipt(session, message, receiptId, delivered, centre.now());
            send(receipt, odd, answerAfter, plan.receipts().after());
        }
        try {
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new ProcessRequestException(e.getMessage(), e.getErrorCode());
        }
    }

    private void send(Receipt receipt, ReceiptPlan.@Nullable Kind odd, Duration answerAfter, Duration receiptAfter) {
        Duration after = answerAfter.plus(receiptAfter);
        switch (odd) {
            case NEVER -> {}
            case BEFORE_ANSWER ->
                answers.hold(receipt.message().getSequenceNumber(), () -> {
                    centre.receipts().sendNow(receipt);
                    return Sleep.forTime(answerAfter);
                });
            case TWICE -> {
                centre.receipts().send(receipt, after);
                centre.receipts().send(receipt, after);
            }
            case null, default -> centre.receipts().send(receipt, after);
        }
    }

    /** SMPP 3.4, section 5.2.17. */
    private static boolean isWanted(byte registeredDelivery, boolean delivered) {
        int asked = registeredDelivery & RECEIPT_WANTED;
        return asked == 1 || (asked == RECEIPT_OF_FAILURE_WANTED && !delivered);
    }

    private ProcessRequestException refusal(SmppError error, SmsResult result) {
        centre.counts().add(result);
        return new ProcessRequestException("refused on purpose", error.status());
    }

    /** Cuts the connection; nothing is answered then. */
    private boolean cut() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is cut already.
            return false;
        }
        return false;
    }
}
