package io.tocsin.notification.topology;

import io.tocsin.model.topic.Topic;

/**
 * A message as it is written.
 *
 * @param topic of its channel
 * @param key its recipient
 */
record Message(Topic topic, byte[] key, byte[] value) {}
