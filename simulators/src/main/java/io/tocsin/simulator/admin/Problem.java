package io.tocsin.simulator.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details.
 *
 * @param type what kind of problem, for programs
 * @param title what kind of problem, for people
 * @param status the HTTP status
 * @param detail what happened this time and what to do
 * @param field the path of the field at fault; absent when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {

    static final String MEDIA_TYPE = "application/problem+json";

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
