package io.tocsin.simulator.sms;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.bean.Command;

/** Believes no length that no packet has: jSMPP takes so much memory, and "GET " read as a length is more than a gigabyte. */
final class BoundedReader extends DefaultPDUReader {
    private static final int LONGEST = 128 * 1024;

    @Override
    public Command readPDUHeader(DataInputStream in) throws InvalidCommandLengthException, IOException {
        Command header = super.readPDUHeader(in);
        if (header.getCommandLength() > LONGEST) {
            throw new InvalidCommandLengthException("a packet of " + header.getCommandLength() + " bytes");
        }
        return header;
    }
}
