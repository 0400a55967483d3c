package io.tocsin.toll.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses a body that is larger than any payment. The server itself would hang up in the middle of a large one, and its sender
 * would see a broken line instead of a reason.
 */
@Singleton
final class BodyLimit {
    /** In bytes; a payment has a few hundred. */
    static final int LARGEST_BODY = 16 * 1024;

    /** So long a body is heard to its end, and forgotten on the way; of a longer one the server hangs up. */
    private static final long LONGEST_HEARD = 16L * 1024 * 1024;

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 100;

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::refuseWhatIsTooLarge, BEFORE_THE_SERVERS_OWN_LIMIT);
    }

    /** The problem of a body with that many bytes. */
    static Problem tooLarge(long bytes) {
        return Problem.of(413, "Too large")
                .detail("The body has " + bytes + " bytes; no payment has more than " + LARGEST_BODY);
    }

    private static void refuseWhatIsTooLarge(RoutingContext exchange) {
        long announced = announced(exchange.request());
        if (announced <= LARGEST_BODY || announced > LONGEST_HEARD) {
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
