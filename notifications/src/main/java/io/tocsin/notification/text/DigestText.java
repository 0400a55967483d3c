package io.tocsin.notification.text;

/**
 * The digest of failed payments as a mail.
 *
 * @param subject one line
 * @param text for readers of plain text
 * @param html for all others
 */
public record DigestText(String subject, String text, String html) {}
