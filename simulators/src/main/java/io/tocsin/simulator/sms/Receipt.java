package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.session.SMPPServerSession;

/**
 * A delivery receipt, as SMPP 3.4 writes it in appendix B. Its text is left out, for receipts end in logs.
 *
 * @param session that the message came over: it gets the receipt, if it is still there
 * @param message that it is about
 * @param id of the message, as the receipt writes it
 * @param delivered whether it says that the message was delivered
 * @param submittedAt when the message came
 */
record Receipt(SMPPServerSession session, SubmitSm message, String id, boolean delivered, Instant submittedAt) {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    byte[] body(Instant now) {
        return String.format(
                        Locale.ROOT,
                        "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:",
                        id,
                        delivered ? "001" : "000",
                        MINUTES.format(submittedAt),
                        MINUTES.format(now),
                        delivered ? "DELIVRD" : "UNDELIV",
                        delivered ? "000" : "001")
                .getBytes(ISO_8859_1);
    }
}
