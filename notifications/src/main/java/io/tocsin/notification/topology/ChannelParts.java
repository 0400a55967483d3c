package io.tocsin.notification.topology;

import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.topic.Topic;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.message.MessageForm;
import java.time.Duration;

/**
 * What one channel is made of.
 *
 * @param form how its messages are read and written
 * @param messages where they come from, and go back to
 * @param deadLetters where they go that are given up
 * @param engine sends them
 * @param acceptedWithin how long a message may take to be accepted, before a fault is told
 * @param <M> the message
 */
public record ChannelParts<M>(
        MessageForm<M> form,
        Topic messages,
        Topic deadLetters,
        OutboundCalls<M, DeliveryAnswer.Accepted> engine,
        Duration acceptedWithin) {

    String acceptanceStore() {
        return messages.name() + "-acceptance";
    }
}
