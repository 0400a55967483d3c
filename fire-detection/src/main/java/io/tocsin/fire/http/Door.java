package io.tocsin.fire.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.fire.operator.PeerPass;
import io.tocsin.fire.operator.SignedIn;
import io.tocsin.fire.operator.Users;
import io.tocsin.service.http.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in. Every role may look, and so may the other instances.
 *
 * <p>Whoever guesses waits before he is turned away, on the virtual thread of his own request. Only so many wait at once: those
 * beyond are turned away without waiting, so that a flood of guesses does not fill the memory.
 */
@Singleton
final class Door {
    private static final Duration SLOWED_BY = Duration.ofMillis(500);
    private static final int MOST_SLOWED = 500;

    private final Users users;
    private final PeerPass pass;
    private final Semaphore slowed;
    private final Counter strangers;
    private final Counter guesses;

    @Inject
    Door(Users users, PeerPass pass, MeterRegistry meters) {
        this(users, pass, meters, MOST_SLOWED);
    }

    /** @param mostSlowed how many may wait at once */
    Door(Users users, PeerPass pass, MeterRegistry meters, int mostSlowed) {
        this.users = users;
        this.pass = pass;
        this.slowed = new Semaphore(mostSlowed);
        this.strangers = counter(meters, "none");
        this.guesses = counter(meters, "wrong");
    }

    private static Counter counter(MeterRegistry meters, String credentials) {
        return Counter.builder("tocsin.fire.sign.ins.refused")
                .description("Requests of people who had not signed in, or not rightly")
                .tag("credentials", credentials)
                .register(meters);
    }

    /**
     * Lets a person in.
     *
     * @param authorization the header of that name
     * @throws NotSignedInException when it is nobody's
     */
    SignedIn letIn(@Nullable String authorization) {
        return users.signedIn(authorization).orElseThrow(() -> turnedAway(authorization));
    }

    /**
     * Lets somebody look: a person, or another instance of this service.
     *
     * @param authorization the header of that name
     * @throws NotSignedInException when it is nobody's
     */
    void letLook(@Nullable String authorization) {
        if (!pass.isGenuine(authorization)) {
            var unused = letIn(authorization);
        }
    }

    private NotSignedInException turnedAway(@Nullable String authorization) {
        if (authorization == null) {
            strangers.increment();
            return new NotSignedInException();
        }
        guesses.increment();
        if (slowed.tryAcquire()) {
            try {
                Thread.sleep(SLOWED_BY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                slowed.release();
            }
        }
        return new NotSignedInException();
    }

    /** Somebody without a name that is known, or with another password. */
    static final class NotSignedInException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSignedInException() {
            super("not signed in", null, false, false);
        }
    }

    /** What such a caller is told. */
    static final class Refusal {
        @ServerExceptionMapper
        Response notSignedIn(NotSignedInException refused) {
            return Response.fromResponse(Problem.of(401, "Not signed in")
                            .detail("Send a name and password of the users' file with HTTP Basic.")
                            .response())
                    .header("WWW-Authenticate", "Basic realm=\"tocsin\", charset=\"UTF-8\"")
                    .build();
        }
    }
}
