package io.tocsin.toll.http;

import io.tocsin.service.http.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells a caller that the payment's id was not given. */
final class MissingKeyProblem {

    @ServerExceptionMapper
    Response missingKey(IdempotencyKey.MissingKeyException missing) {
        return Problem.of(400, "No Idempotency-Key")
                .detail(
                        "Send the payment's id, a UUID, in the header Idempotency-Key, and the same one when you repeat.")
                .field(IdempotencyKey.HEADER)
                .response();
    }
}
