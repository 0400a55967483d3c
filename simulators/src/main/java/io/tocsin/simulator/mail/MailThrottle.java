package io.tocsin.simulator.mail;

import io.tocsin.model.Required;
import io.tocsin.simulator.fault.Throttle;

/**
 * How many mails are taken in a second; those above are refused at {@code MAIL FROM}.
 *
 * @param perSecond 1 to {@link Throttle#MOST}
 * @param code what they are answered: 400 to 499
 */
public record MailThrottle(int perSecond, int code) {
    /** @throws io.tocsin.model.InvalidFieldException when a figure is out of range */
    public MailThrottle {
        Required.range("perSecond", perSecond, 1, Throttle.MOST);
        Required.range("code", code, 400, 499);
    }
}
