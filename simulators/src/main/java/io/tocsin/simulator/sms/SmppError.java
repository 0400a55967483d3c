package io.tocsin.simulator.sms;

/** What an SMS centre refuses with: the standard's own names (SMPP 3.4, section 5.1.3). */
public enum SmppError {
    /** Message length is invalid. */
    ESME_RINVMSGLEN(0x01),
    /** System error. */
    ESME_RSYSERR(0x08),
    /** Invalid source address. */
    ESME_RINVSRCADR(0x0A),
    /** Invalid destination address. */
    ESME_RINVDSTADR(0x0B),
    /** Bind failed. */
    ESME_RBINDFAIL(0x0D),
    /** Invalid password. */
    ESME_RINVPASWD(0x0E),
    /** Invalid system id. */
    ESME_RINVSYSID(0x0F),
    /** Message queue full. */
    ESME_RMSGQFUL(0x14),
    /** Submit failed. */
    ESME_RSUBMITFAIL(0x45),
    /** Too many messages. */
    ESME_RTHROTTLED(0x58),
    /** The receiving application: not now. */
    ESME_RX_T_APPN(0x64),
    /** The receiving application: never. */
    ESME_RX_P_APPN(0x65),
    /** The receiving application: refused. */
    ESME_RX_R_APPN(0x66);

    private final int status;

    SmppError(int status) {
        this.status = status;
    }

    /** The {@code command_status}. */
    public int status() {
        return status;
    }
}
