package io.tocsin.service.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that is larger than any that the service has a use for. The server itself would hang up in the middle of a
 * large one, and its sender would see a broken line instead of a reason.
 */
@Singleton
public final class BodyLimit {
    private final LargestBody largest;

    /** So long a body is heard to its end, and forgotten on the way; of a longer one the server hangs up. */
    private static final long LONGEST_HEARD = 16L * 1024 * 1024;

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 100;

    BodyLimit(LargestBody largest) {
        this.largest = largest;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseWhatIsTooLarge, BEFORE_THE_SERVERS_OWN_LIMIT);
    }

    /**
     * For a body whose length was not announced.
     *
     * @return the problem when it is too large; null when it is not
     */
    public @Nullable Problem problemOf(byte[] body) {
        return body.length > largest.bytes() ? tooLarge(body.length) : null;
    }

    private Problem tooLarge(long bytes) {
        return Problem.of(413, "Too large")
                .detail("The body has " + bytes + " bytes; no " + largest.ofWhat() + " has more than "
                        + largest.bytes());
    }

    private void refuseWhatIsTooLarge(RoutingContext exchange) {
        long announced = announced(exchange.request());
        if (announced <= largest.bytes() || announced > LONGEST_HEARD) {
            exchange.next();
            return;
        }
        exchange.request()
                .endHandler(heard -> exchange.response()
                        .setStatusCode(413)
                        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .end(Buffer.buffer(tooLarge(announced).json())))
                .resume();
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
