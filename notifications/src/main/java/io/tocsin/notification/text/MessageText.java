package io.tocsin.notification.text;

/**
 * What one person is told, by each channel.
 *
 * @param subject of the mail; one line
 * @param text of the mail, for readers of plain text
 * @param html of the mail, for all others
 * @param sms the whole SMS
 */
public record MessageText(String subject, String text, String html, String sms) {}
