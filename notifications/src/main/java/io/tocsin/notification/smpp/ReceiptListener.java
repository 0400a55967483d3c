package io.tocsin.notification.smpp;

import java.util.Optional;
import java.util.function.Consumer;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what the SMS centre sends. What cannot be read is confirmed all the same: it would come again for ever. */
final class ReceiptListener implements MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptListener.class);

    private final Consumer<SmsReceipt> receipts;

    ReceiptListener(Consumer<SmsReceipt> receipts) {
        this.receipts = receipts;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        if (!message.isSmscDeliveryReceipt() && !message.isIntermediateDeliveryNotification()) {
            LOG.info("an SMS that somebody sent to this number is dropped");
            return;
        }
        var id = message.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        var state = message.getOptionalParameter(OptionalParameter.Message_state.class);
        Optional<SmsReceipt> receipt = SmsReceipt.read(
                message.getShortMessage() == null ? new byte[0] : message.getShortMessage(),
                message.getSourceAddr() == null ? "" : message.getSourceAddr(),
                id == null ? null : id.getValueAsString(),
                state == null ? null : (int) state.getValue());
        if (receipt.isEmpty()) {
            LOG.warn("a receipt of the SMS centre names no message and is dropped");
            return;
        }
        handOn(receipt.get());
    }

    private void handOn(SmsReceipt receipt) throws ProcessRequestException {
        try {
            receipts.accept(receipt);
        } catch (RuntimeException e) {
            LOG.warn("a receipt could not be taken in; the SMS centre is asked to send it again: {}", e.toString());
            throw new ProcessRequestException("cannot take receipts now", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        LOG.debug("an alert notification of the SMS centre is not needed");
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
