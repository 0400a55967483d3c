package io.tocsin.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** An error as RFC 9457 wants it told. Every error of the HTTP interface leaves through here. */
public final class Problem {
    /** The media type of problem details. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private @Nullable String detail;
    private @Nullable String field;
    private @Nullable Integer retryAfterSeconds;

    private Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** A problem of this HTTP status; {@code title} says what happened in a few words. */
    public static Problem of(int status, String title) {
        return new Problem(status, title);
    }

    /** Something that was sent is not what it must be: 422 with the field, or 400 when it is no such document at all. */
    public static Problem of(InvalidFieldException invalid) {
        boolean notJson = invalid.field().equals(Json.WHOLE);
        Problem problem = of(notJson ? 400 : 422, notJson ? "Not a valid body" : "A field is not valid")
                .detail((notJson ? "The body" : invalid.field()) + ' ' + invalid.problem());
        return notJson ? problem : problem.field(invalid.field());
    }

    /** What to do about it. */
    public Problem detail(String text) {
        this.detail = text;
        return this;
    }

    /** The field or header at fault. */
    public Problem field(String name) {
        this.field = name;
        return this;
    }

    /** When to come again. */
    public Problem retryAfter(int seconds) {
        this.retryAfterSeconds = seconds;
        return this;
    }

    /** The body, in UTF-8. */
    public byte[] json() {
        return Json.write(new Body("about:blank", title, status, detail, field));
    }

    /** The HTTP response. */
    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(json());
        if (retryAfterSeconds != null) {
            response.header("Retry-After", retryAfterSeconds);
        }
        return response.build();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(
            @JsonProperty("type") String type,
            @JsonProperty("title") String title,
            @JsonProperty("status") int status,
            @JsonProperty("detail") @Nullable String detail,
            @JsonProperty("field") @Nullable String field) {}
}
