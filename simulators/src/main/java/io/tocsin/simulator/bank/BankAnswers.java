package io.tocsin.simulator.bank;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes the bank's answers, right ones and deliberately wrong ones. Only the bank's event loop touches it. */
final class BankAnswers {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    private static final CharSequence IDEMPOTENT_REPLAYED = HttpHeaders.createOptimized("Idempotent-Replayed");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    private static final CharSequence BEARER = HttpHeaders.createOptimized("Bearer");
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
    private static final int CREATED = 201;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int OK = 200;
    private static final String WEB_PAGE = """
            <!doctype html><html lang="en"><title>Scheduled maintenance</title>
            <h1>We will be back soon</h1><p>Our online services are being improved for you.</p></html>
            """;

    private final AsciiText text = new AsciiText();

    /** The answer to {@code POST /charges}. */
    void charge(HttpServerRequest request, BookedCharge charge, boolean replayed) {
        head(request, charge, replayed).end(body(charge));
    }

    /** The answer to an inquiry about a charge that is decided. */
    void found(HttpServerRequest request, BookedCharge charge) {
        json(request, OK).end(body(charge));
    }

    /** The answer to an inquiry about a charge that still runs. */
    void pending(HttpServerRequest request, Id payment) {
        text.clear().put("{\"paymentId\":\"").put(payment).put("\",\"status\":\"pending\"}");
        json(request, OK).end(text.toBuffer());
    }

    void problem(HttpServerRequest request, BankProblem problem) {
        HttpServerResponse response = request.response().setStatusCode(problem.status());
        response.headers().add(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
        if (problem.status() == 401) {
            response.headers().add(WWW_AUTHENTICATE, BEARER);
        }
        response.end(problem.json());
    }

    void problem(HttpServerRequest request, BankProblem problem, long retryAfterSeconds) {
        request.response().headers().add(RETRY_AFTER, Long.toString(retryAfterSeconds));
        problem(request, problem);
    }

    void webPage(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(OK);
        response.headers().add(HttpHeaders.CONTENT_TYPE, HTML);
        response.end(WEB_PAGE);
    }

    /** The right head, half of the body, and the connection cut. */
    void half(HttpServerRequest request, BookedCharge charge, boolean inquiry, boolean replayed) {
        Buffer whole = body(charge);
        HttpServerResponse response = inquiry ? json(request, OK) : head(request, charge, replayed);
        response.headers().add(HttpHeaders.CONTENT_LENGTH, Integer.toString(whole.length()));
        response.write(whole.getBuffer(0, whole.length() / 2)).onComplete(written -> drop(request));
    }

    void drop(HttpServerRequest request) {
        request.connection().close();
    }

    private static HttpServerResponse head(HttpServerRequest request, BookedCharge charge, boolean replayed) {
        HttpServerResponse response = json(request, charge.approved() ? CREATED : PAYMENT_REQUIRED);
        if (replayed) {
            response.headers().add(IDEMPOTENT_REPLAYED, TRUE);
        }
        return response;
    }

    private static HttpServerResponse json(HttpServerRequest request, int status) {
        HttpServerResponse response = request.response().setStatusCode(status);
        response.headers().add(HttpHeaders.CONTENT_TYPE, JSON);
        return response;
    }

    private Buffer body(BookedCharge charge) {
        return ChargeText.putAnswer(text.clear(), charge).toBuffer();
    }
}
