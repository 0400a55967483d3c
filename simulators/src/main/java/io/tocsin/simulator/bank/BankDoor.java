package io.tocsin.simulator.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.InvalidFieldException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes HTTP requests in: who may come, where to, and with how large a body. Only the bank's event loop touches it. */
final class BankDoor implements Handler<HttpServerRequest> {
    static final int LARGEST_BODY = 1 << 14;

    private static final String CHARGES = "/charges";
    private static final String CHARGES_SLASH = CHARGES + "/";

    /** What is done with a request whose body has been read. */
    interface Inside {
        void charge(HttpServerRequest request, byte[] body);

        void inquiry(HttpServerRequest request, String paymentId);

        void refuse(HttpServerRequest request, BankResult result, BankProblem problem);
    }

    private final Inside inside;
    private final byte @Nullable [] authorization;

    BankDoor(Inside inside, Optional<String> bearerToken) {
        this.inside = inside;
        this.authorization =
                bearerToken.map(token -> ("Bearer " + token).getBytes(UTF_8)).orElse(null);
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        boolean charge = path.equals(CHARGES);
        boolean inquiry = path.startsWith(CHARGES_SLASH);
        if (!charge && !inquiry) {
            inside.refuse(request, BankResult.MALFORMED, BankProblem.NO_SUCH_RESOURCE);
        } else if (!request.method().equals(charge ? HttpMethod.POST : HttpMethod.GET)) {
            request.response().putHeader(HttpHeaders.ALLOW, charge ? "POST" : "GET");
            inside.refuse(request, BankResult.MALFORMED, BankProblem.METHOD_NOT_ALLOWED);
        } else if (!mayEnter(request)) {
            inside.refuse(request, BankResult.UNAUTHORISED, BankProblem.UNAUTHORISED);
        } else if (charge) {
            var body = new Body(request);
            request.handler(body).endHandler(end -> body.end());
        } else {
            inside.inquiry(request, path.substring(CHARGES_SLASH.length()));
        }
    }

    private boolean mayEnter(HttpServerRequest request) {
        if (authorization == null) {
            return true;
        }
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        return sent != null && MessageDigest.isEqual(authorization, sent.getBytes(UTF_8));
    }

    /** Gathers a body, which nearly always comes in one piece, and stops gathering when it is too large. */
    private final class Body implements Handler<Buffer> {
        private final HttpServerRequest request;
        private @Nullable Buffer gathered;
        private boolean tooLarge;

        Body(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void handle(Buffer piece) {
            int length = piece.length() + (gathered == null ? 0 : gathered.length());
            if (tooLarge || length > LARGEST_BODY) {
                tooLarge = true;
                gathered = null;
            } else if (gathered == null) {
                gathered = piece;
            } else {
                gathered = gathered.copy().appendBuffer(piece);
            }
        }

        void end() {
            if (tooLarge) {
                inside.refuse(
                        request,
                        BankResult.MALFORMED,
                        BankProblem.malformed(new InvalidFieldException(
                                "(the whole body)", "is larger than " + LARGEST_BODY + " bytes")));
            } else {
                inside.charge(request, gathered == null ? new byte[0] : gathered.getBytes());
            }
        }
    }
}
