package io.tocsin.notification.delivery;

import io.tocsin.model.notification.PhoneNumber;

/**
 * One SMS to one person.
 *
 * @param to whose telephone
 * @param text any length; it is divided where it must be
 * @param reference by which a telephone puts the parts together: the same whenever the same message is sent again
 */
public record Sms(PhoneNumber to, String text, int reference) {
    /** Without text and number: this may be logged. */
    @Override
    public String toString() {
        return "SMS of " + text.length() + " characters";
    }
}
