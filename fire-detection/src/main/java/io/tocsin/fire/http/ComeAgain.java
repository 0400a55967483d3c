package io.tocsin.fire.http;

import io.tocsin.service.http.Problem;

/** What callers are told who may ask again in a moment. */
final class ComeAgain {
    private static final int SECONDS = 2;

    private ComeAgain() {}

    /** 503, with when to come again. */
    static Problem because(String title, String detail) {
        return Problem.of(503, title).detail(detail).retryAfter(SECONDS);
    }
}
