package io.tocsin.simulator.admin;

import io.tocsin.model.InvalidFieldException;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells people what went wrong, without a stack trace. */
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response invalid(InvalidFieldException e) {
        return new Problem(
                        "urn:tocsin:simulators:invalid",
                        "The request is not of the documented form",
                        400,
                        e.field() + ": " + e.problem(),
                        e.field())
                .response();
    }

    @ServerExceptionMapper
    Response failed(IllegalStateException e) {
        return unavailable(e);
    }

    @ServerExceptionMapper
    Response failed(UncheckedIOException e) {
        return unavailable(e);
    }

    private static Response unavailable(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        LOG.error(message);
        return new Problem("urn:tocsin:simulators:failed", "It could not be done", 503, message, null).response();
    }
}
