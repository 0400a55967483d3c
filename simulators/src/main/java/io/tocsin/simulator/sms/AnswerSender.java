package io.tocsin.simulator.sms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.OptionalParameter;

/**
 * Sends answers to messages late, or not at all, where that was asked for. jSMPP sends an answer on the thread that has read the
 * message, and has few of them: waiting there would hold up all other messages.
 */
final class AnswerSender extends SynchronizedPDUSender {
    private static final byte[] NOT_YET = {};

    private final Map<Integer, BooleanSupplier> holds = new ConcurrentHashMap<>();

    /** The answer that is held back. */
    private interface Answer {
        void send() throws IOException, PDUStringException;
    }

    /**
     * Holds an answer back.
     *
     * @param sequenceNumber of the message
     * @param hold is called on a thread of its own; returns, when the time has come, whether to answer
     */
    void hold(int sequenceNumber, BooleanSupplier hold) {
        holds.put(sequenceNumber, hold);
    }

    @Override
    public byte[] sendSubmitSmResp(
            OutputStream out, int sequenceNumber, String messageId, OptionalParameter... parameters)
            throws PDUStringException, IOException {
        return isHeld(sequenceNumber, () -> super.sendSubmitSmResp(out, sequenceNumber, messageId, parameters))
                ? NOT_YET
                : super.sendSubmitSmResp(out, sequenceNumber, messageId, parameters);
    }

    /** An answer that refuses is a header only. */
    @Override
    public byte[] sendHeader(OutputStream out, int commandId, int commandStatus, int sequenceNumber)
            throws IOException {
        boolean refusal = commandId == SMPPConstant.CID_SUBMIT_SM_RESP;
        return refusal && isHeld(sequenceNumber, () -> super.sendHeader(out, commandId, commandStatus, sequenceNumber))
                ? NOT_YET
                : super.sendHeader(out, commandId, commandStatus, sequenceNumber);
    }

    private boolean isHeld(int sequenceNumber, Answer answer) {
        BooleanSupplier hold = holds.remove(sequenceNumber);
        if (hold == null) {
            return false;
        }
        Thread.ofVirtual().name("answer-" + sequenceNumber).start(() -> sendAfter(hold, answer));
        return true;
    }

    private static void sendAfter(BooleanSupplier hold, Answer answer) {
        try {
            if (hold.getAsBoolean()) {
                answer.send();
            }
        } catch (IOException | PDUStringException e) {
            // The client has left in the meantime.
            return;
        }
    }
}
