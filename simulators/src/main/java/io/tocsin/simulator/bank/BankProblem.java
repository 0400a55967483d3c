package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Why the bank does not do what it was asked: RFC 9457 problem details.
 *
 * @param name the last part of the problem's type, {@code urn:tocsin:bank:…}
 * @param status the HTTP status
 * @param title what kind of problem, always the same words
 * @param detail what happened this time, to what, and what to do
 * @param field the field at fault; null when there is none
 */
record BankProblem(
        String name,
        int status,
        String title,
        String detail,
        @Nullable String field) {

    static final BankProblem STILL_RUNNING = new BankProblem(
            "still-running",
            409,
            "The first request with this key still runs",
            "Ask GET /charges/{paymentId} for its outcome, or send the same request again in a moment.",
            null);
    static final BankProblem KEY_REUSED = new BankProblem(
            "key-reused",
            422,
            "The key was used with another body",
            "This Idempotency-Key stands for another charge. Nothing was charged for this request; a different charge"
                    + " needs a key of its own.",
            "Idempotency-Key");
    static final BankProblem NO_SUCH_CHARGE = new BankProblem(
            "no-such-charge", 404, "No such charge", "The bank has charged nothing for this payment id.", null);
    static final BankProblem UNAUTHORISED = new BankProblem(
            "unauthorised",
            401,
            "The bearer token is missing or wrong",
            "Send the token that the bank gave you in Authorization: Bearer. Nothing was charged.",
            null);
    static final BankProblem NO_SUCH_RESOURCE = new BankProblem(
            "no-such-resource",
            404,
            "No such resource",
            "The bank has POST /charges and GET /charges/{paymentId}.",
            null);
    static final BankProblem METHOD_NOT_ALLOWED = new BankProblem(
            "method-not-allowed",
            405,
            "Method not allowed",
            "The bank has POST /charges and GET /charges/{paymentId}.",
            null);
    static final BankProblem TOO_MANY_REQUESTS = new BankProblem(
            "too-many-requests", 429, "Too many requests", "Nothing was charged; come back after Retry-After.", null);
    static final BankProblem UNAVAILABLE = new BankProblem(
            "unavailable", 503, "Not available", "Nothing was charged; come back after Retry-After.", null);
    static final BankProblem LEDGER_FAILED = new BankProblem(
            "unavailable",
            503,
            "Not available",
            "The bank cannot write its ledger. Nothing was charged; come back after Retry-After.",
            null);
    static final BankProblem SERVER_ERROR = new BankProblem(
            "server-error",
            500,
            "The bank made a mistake",
            "Whether it charged is not known: ask GET /charges/{paymentId}.",
            null);

    static BankProblem malformed(InvalidFieldException invalid) {
        return new BankProblem(
                "malformed",
                400,
                "The request cannot be read",
                invalid.field() + ": " + invalid.problem() + ". Nothing was charged.",
                invalid.field());
    }

    String json() {
        var json = new JsonObject()
                .put("type", "urn:tocsin:bank:" + name)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (field != null) {
            json.put("field", field);
        }
        return json.encode();
    }
}
