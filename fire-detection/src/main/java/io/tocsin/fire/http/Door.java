package io.tocsin.fire.http;

import io.tocsin.fire.operator.SignedIn;
import io.tocsin.fire.operator.Users;
import io.tocsin.service.http.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Lets people in. Every role may look. */
@Singleton
final class Door {
    private final Users users;

    Door(Users users) {
        this.users = users;
    }

    /**
     * Lets somebody in.
     *
     * @param authorization the header of that name
     * @throws NotSignedInException when it is nobody's
     */
    SignedIn letIn(@Nullable String authorization) {
        return users.signedIn(authorization).orElseThrow(NotSignedInException::new);
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
