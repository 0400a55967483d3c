package io.tocsin.notification.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;

/** An SMS centre on loopback: jSMPP's own server session, which does with each message what it is told. */
final class ScriptedCentre implements ServerMessageReceiverListener, AutoCloseable {
    private static final int SESSION_THREADS = 20;
    private static final int QUEUED = 100;

    private final ServerSocket server;
    private final String password;
    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final List<Long> bindNanos = new CopyOnWriteArrayList<>();
    private volatile Script script = (message, number, session) -> Integer.toString(number);

    /** What happens to a message. */
    @FunctionalInterface
    interface Script {
        /**
         * @param number of the message, counted from 1
         * @return the id that the message is given
         * @throws ProcessRequestException with the status that it is refused with
         */
        String take(SubmitSm message, int number, SMPPServerSession session) throws Exception;
    }

    ScriptedCentre(String password) throws IOException {
        this(password, 0);
    }

    /** @param port 0 for any that is free */
    ScriptedCentre(String password, int port) throws IOException {
        this.password = password;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::accept);
    }

    ScriptedCentre doing(Script whatIsTold) {
        script = whatIsTold;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    List<SubmitSm> submitted() {
        return submitted;
    }

    int binds() {
        return bindNanos.size();
    }

    /** How long it was from each attempt to bind to the next. */
    List<Duration> pauses() {
        var pauses = new ArrayList<Duration>();
        for (int i = 1; i < bindNanos.size(); i++) {
            pauses.add(Duration.ofNanos(bindNanos.get(i) - bindNanos.get(i - 1)));
        }
        return pauses;
    }

    /** Cuts every session, and goes on listening. */
    void cut() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    /** Reports in the words of SMPP 3.4, appendix B. */
    void report(String body, String from, OptionalParameter... parameters) throws Exception {
        report(sessions.getLast(), body, from, parameters);
    }

    static void report(SMPPServerSession session, String body, String from, OptionalParameter... parameters)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        int receipt = 0x04;
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                from,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Tocsin",
                new ESMClass(receipt),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(),
                new RawDataCoding((byte) 0),
                body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                parameters);
    }

    private void accept() {
        try {
            while (true) {
                var connection = new SocketConnection(server.accept());
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SocketConnection connection) {
        connectionTimeout(connection);
        var session = new SMPPServerSession(connection, null, this, null, SESSION_THREADS, QUEUED);
        try {
            BindRequest bind = session.waitForBind(5_000);
            bindNanos.add(System.nanoTime());
            if (bind.getPassword().equals(password)) {
                sessions.add(session);
                bind.accept("centre");
            } else {
                bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            }
        } catch (Exception e) {
            session.close();
        }
    }

    private static void connectionTimeout(SocketConnection connection) {
        try {
            connection.setSoTimeout(5_000);
        } catch (IOException e) {
            connection.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession session) throws ProcessRequestException {
        int number;
        synchronized (submitted) {
            submitted.add(message);
            number = submitted.size();
        }
        try {
            String id = script.take(message, number, session);
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (ProcessRequestException e) {
            throw e;
        } catch (Exception e) {
            throw new ProcessRequestException(e.toString(), SMPPConstant.STAT_ESME_RSYSERR);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession source)
            throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession source) throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public void onAcceptCancelSm(CancelSm message, SMPPServerSession source) throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession source)
            throws ProcessRequestException {
        throw notSupported();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw notSupported();
    }

    private static ProcessRequestException notSupported() {
        return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
