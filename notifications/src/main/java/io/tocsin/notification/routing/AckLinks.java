package io.tocsin.notification.routing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links by which people acknowledge an incident from a message. */
public final class AckLinks {
    private final @Nullable URI base;
    private final @Nullable AckTokens tokens;
    private final Duration life;

    private AckLinks(@Nullable URI base, @Nullable AckTokens tokens, Duration life) {
        this.base = base;
        this.tokens = tokens;
        this.life = life;
    }

    /**
     * Links to this service.
     *
     * @param base its address as people reach it
     * @param tokens signs
     * @param life how long a link is good for
     */
    public static AckLinks to(URI base, AckTokens tokens, Duration life) {
        return new AckLinks(base, tokens, life);
    }

    /** No links: people acknowledge on the panel. */
    public static AckLinks none() {
        return new AckLinks(null, null, Duration.ZERO);
    }

    /** The link in a message; empty when there are none. */
    public Optional<URI> link(String incident, String contact, Instant now) {
        return base == null || tokens == null
                ? Optional.empty()
                : Optional.of(URI.create(base.toString().replaceFirst("/+$", "") + "/acknowledgements/"
                        + tokens.token(incident, contact, now.plus(life))));
    }

    /** Reads the token of one. */
    public AckTokens.Reading read(String token, Instant now) {
        return tokens == null ? new AckTokens.Reading.Forged() : tokens.read(token, now);
    }
}
