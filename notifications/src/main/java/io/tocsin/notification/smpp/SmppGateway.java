package io.tocsin.notification.smpp;

import io.tocsin.model.notification.PhoneNumber;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.delivery.Sms;
import io.tocsin.notification.delivery.SmsGateway;
import io.tocsin.notification.secret.SilentLoggers;
import io.tocsin.notification.sms.SmsEncoding;
import io.tocsin.notification.sms.SmsText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SMS centre over SMPP 3.4: one session, kept bound; a window of messages that wait for their answer; receipts handed on.
 *
 * <p>The rule behind every line: <em>accepted</em> needs a good answer for each part; <em>not reached</em> needs proof that
 * nothing was sent; a status of the centre says what it says ({@link SmppStatus}); all else is <em>unclear</em>.
 */
public final class SmppGateway implements SmsGateway, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    private static final String[] LOGGERS_THAT_TELL = {
        "org.jsmpp.DefaultPDUSender",
        "org.jsmpp.session.AbstractSession",
        "org.jsmpp.session.PDUProcessTask",
        "org.jsmpp.session.SMPPSession"
    };
    private static final int USER_DATA_HEADER = 0x40;
    private static final DataCoding DEFAULT_ALPHABET = new RawDataCoding((byte) 0x00);
    private static final DataCoding UCS_2 = new RawDataCoding((byte) 0x08);

    private final SmppSettings settings;
    private final SmppLink link;
    private final Semaphore window;

    /**
     * Begins to bind, and does not wait for it.
     *
     * @param receipts is given every receipt, by several threads; what it throws makes the centre report again later
     * @throws IllegalStateException when the library's logging cannot be silenced, which would write the password to the log
     */
    public SmppGateway(SmppSettings settings, Consumer<SmsReceipt> receipts) {
        SilentLoggers.silence(LOGGERS_THAT_TELL);
        for (String name : LOGGERS_THAT_TELL) {
            if (LoggerFactory.getLogger(name).isErrorEnabled()) {
                throw new IllegalStateException(
                        "the logger " + name + " would write the SMS centre's password and the text"
                                + " of messages to the log: send SLF4J to java.util.logging, or turn that logger off");
            }
        }
        this.settings = settings;
        this.window = new Semaphore(settings.window());
        this.link = new SmppLink(settings, new ReceiptListener(receipts));
    }

    /** Whether a session is bound at this moment. */
    public boolean isBound() {
        return link.bound() != null;
    }

    @Override
    public DeliveryAnswer send(Sms sms) {
        SmsText text;
        try {
            text = SmsText.of(sms.text(), sms.reference());
        } catch (IllegalArgumentException e) {
            return new DeliveryAnswer.RefusedForGood("sms-too-long", "it cannot be sent: " + e.getMessage());
        }
        if (!isBound()) {
            return new DeliveryAnswer.NotReached(link.trouble());
        }
        if (!enterWindow()) {
            return new DeliveryAnswer.NotReached("the SMS centre left " + settings.window() + " messages unanswered");
        }
        try {
            return submitAll(sms.to(), text);
        } finally {
            window.release();
        }
    }

    private boolean enterWindow() {
        try {
            return window.tryAcquire(settings.responseTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** When a part fails, all are sent again later: with their common reference a telephone shows the text once. */
    private DeliveryAnswer submitAll(PhoneNumber to, SmsText text) {
        var references = new ArrayList<String>();
        for (SmsText.Part part : text.parts()) {
            DeliveryAnswer answer = submit(to, text.encoding(), part);
            if (!(answer instanceof DeliveryAnswer.Accepted(List<String> reference))) {
                return answer;
            }
            references.addAll(reference);
        }
        return new DeliveryAnswer.Accepted(references);
    }

    private DeliveryAnswer submit(PhoneNumber to, SmsEncoding encoding, SmsText.Part part) {
        SMPPSession session = link.bound();
        if (session == null) {
            return new DeliveryAnswer.NotReached(link.trouble());
        }
        try {
            String messageId = session.submitShortMessage(
                            "",
                            senderType(),
                            senderPlan(),
                            settings.sender().replaceFirst("^\\+", ""),
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            to.digits(),
                            part.hasHeader() ? new ESMClass(USER_DATA_HEADER) : new ESMClass(),
                            (byte) 0,
                            (byte) 0,
                            null,
                            null,
                            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                            (byte) 0,
                            encoding == SmsEncoding.GSM_7 ? DEFAULT_ALPHABET : UCS_2,
                            (byte) 0,
                            part.bytes())
                    .getMessageId();
            return new DeliveryAnswer.Accepted(messageId == null ? List.of() : List.of(messageId));
        } catch (NegativeResponseException e) {
            return SmppStatus.answer(e.getCommandStatus());
        } catch (ResponseTimeoutException e) {
            return new DeliveryAnswer.Unclear("no answer of the SMS centre within " + settings.responseTimeout());
        } catch (InvalidResponseException e) {
            return new DeliveryAnswer.Unclear("an answer of the SMS centre that makes no sense");
        } catch (PDUException e) {
            // Its message repeats the value that is at fault.
            LOG.error("an SMS was not sent: it has a field that SMPP cannot carry");
            return new DeliveryAnswer.RefusedForGood("smpp-field", "a field that SMPP cannot carry");
        } catch (IOException e) {
            return new DeliveryAnswer.Unclear("the session with the SMS centre broke off");
        }
    }

    private TypeOfNumber senderType() {
        return switch (senderKind()) {
            case INTERNATIONAL -> TypeOfNumber.INTERNATIONAL;
            case SHORT -> TypeOfNumber.UNKNOWN;
            case NAME -> TypeOfNumber.ALPHANUMERIC;
        };
    }

    private NumberingPlanIndicator senderPlan() {
        return senderKind() == SenderKind.INTERNATIONAL ? NumberingPlanIndicator.ISDN : NumberingPlanIndicator.UNKNOWN;
    }

    private enum SenderKind {
        INTERNATIONAL,
        SHORT,
        NAME
    }

    private SenderKind senderKind() {
        String sender = settings.sender();
        if (sender.startsWith("+")) {
            return SenderKind.INTERNATIONAL;
        }
        return sender.chars().allMatch(Character::isDigit) ? SenderKind.SHORT : SenderKind.NAME;
    }

    /** Unbinds. Messages that wait for their answer wait until their time-out. */
    @Override
    public void close() {
        link.close();
    }
}
