package io.tocsin.notification.topology;

import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.notification.digest.DigestPolicy;
import io.tocsin.notification.directory.ContactTable;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.routing.GroupingPolicy;
import io.tocsin.notification.text.DigestTexts;
import io.tocsin.notification.text.MessageTexts;
import java.time.Clock;

/**
 * What the topology is made of.
 *
 * @param contacts the on-call directory
 * @param grouping how often people are told of one incident
 * @param texts what they read
 * @param links by which they acknowledge
 * @param emails the channel of mails
 * @param sms the channel of SMS
 * @param digest when failed payments are told
 * @param digestTexts what the toll operator reads
 */
public record NotificationParts(
        ContactTable contacts,
        GroupingPolicy grouping,
        MessageTexts texts,
        AckLinks links,
        ChannelParts<EmailMessage> emails,
        ChannelParts<SmsMessage> sms,
        DigestPolicy digest,
        DigestTexts digestTexts,
        Clock clock,
        NotificationMeters meters) {}
