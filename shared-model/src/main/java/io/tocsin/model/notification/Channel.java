package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How people are reached. */
public enum Channel {
    /** By e-mail, over SMTP. */
    @JsonProperty("e-mail")
    EMAIL("e-mail"),

    /** By SMS, over SMPP. */
    @JsonProperty("SMS")
    SMS("SMS");

    private final String words;

    Channel(String words) {
        this.words = words;
    }

    /** As people write it. */
    public String inWords() {
        return words;
    }
}
