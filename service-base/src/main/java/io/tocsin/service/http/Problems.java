package io.tocsin.service.http;

import io.tocsin.model.InvalidFieldException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what is thrown into problem details. A stack trace is never the message. */
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response invalidField(InvalidFieldException invalid) {
        return Problem.of(invalid).response();
    }

    @ServerExceptionMapper
    Response refusedByTheFramework(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        if (status < 400) {
            return refused.getResponse();
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return Problem.of(status, known == null ? "Refused" : known.getReasonPhrase())
                .response();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "A request failed unexpectedly; its caller was given the incident id %s", incident);
        return Problem.of(500, "Something went wrong here")
                .detail("Nothing is known to be lost; repeating is safe. The log tells more under incident " + incident)
                .response();
    }
}
