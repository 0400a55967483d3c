package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** A client of jSMPP, bound to a centre. */
final class SmppClient implements MessageReceiverListener, AutoCloseable {
    private static final byte ALL_RECEIPTS = 1;
    private static final byte HEADER = 0x40;

    private final SMPPSession session = new SMPPSession();
    private final List<String> receipts = new CopyOnWriteArrayList<>();

    /** @throws IOException with a {@link NegativeResponseException} as its cause when the centre does not want it */
    SmppClient(int port, String password, long patienceMillis) throws IOException {
        session.setTransactionTimer(patienceMillis);
        session.setMessageReceiverListener(this);
        try {
            session.connectAndBind(
                    "localhost",
                    port,
                    new BindParameter(
                            BindType.BIND_TRX,
                            "tocsin",
                            password,
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    5_000);
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** Submits a text of letters and digits, and gives the id. */
    String submit(String to, String text) throws Exception {
        return submit(to, (byte) 0, (byte) 0, text.getBytes(ISO_8859_1));
    }

    /** Submits a part of a text: letters and digits. */
    String submitPart(String to, int reference, int parts, int number, String text) throws Exception {
        byte[] bytes = new byte[6 + text.length()];
        System.arraycopy(new byte[] {5, 0, 3, (byte) reference, (byte) parts, (byte) number}, 0, bytes, 0, 6);
        System.arraycopy(text.getBytes(ISO_8859_1), 0, bytes, 6, text.length());
        return submit(to, HEADER, (byte) 0, bytes);
    }

    String submit(String to, byte esmClass, byte dataCoding, byte[] message) throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Tocsin",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(ALL_RECEIPTS),
                        (byte) 0,
                        new RawDataCoding(dataCoding),
                        (byte) 0,
                        message)
                .getMessageId();
    }

    /** The receipts that have come, as the centre wrote them. */
    List<String> receipts() {
        return receipts;
    }

    boolean isBound() {
        return session.getSessionState().isBound();
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) {
        receipts.add(new String(message.getShortMessage(), ISO_8859_1));
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) {
        throw new UnsupportedOperationException("a centre sends no data_sm");
    }

    @Override
    public void close() {
        session.unbindAndClose();
    }
}
