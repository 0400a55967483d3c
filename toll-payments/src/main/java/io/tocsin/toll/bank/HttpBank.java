package io.tocsin.toll.bank;

import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * The bank over HTTP, by the contract in {@code docs/bank-http.md}.
 *
 * <p>The rule behind every line: <em>approved</em> and <em>declined</em> need a whole, well-formed answer about this very
 * payment; <em>not reached</em> and <em>busy</em> need proof that nothing was charged; all else is <em>unclear</em>.
 */
public final class HttpBank implements Bank, AutoCloseable {
    private static final ContentType JSON = ContentType.APPLICATION_JSON;

    private final BankClient client;
    private final URI charges;
    private final Optional<String> token;
    private final Clock clock;

    /**
     * @param client the connections
     * @param bank the address that {@code /charges} is added to
     * @param token what is sent as a bearer token, if anything
     * @param clock for a {@code Retry-After} that is a date
     */
    public HttpBank(BankClient client, URI bank, Optional<String> token, Clock clock) {
        this.client = client;
        this.charges = URI.create(bank.toString().replaceAll("/+$", "") + "/charges");
        this.token = token;
        this.clock = clock;
    }

    @Override
    public ChargeAnswer charge(Charge charge) {
        var request = new HttpPost(charges);
        request.setEntity(new ByteArrayEntity(ChargeJson.write(charge), JSON));
        request.setHeader("Idempotency-Key", charge.paymentId().text());
        return switch (send(request, charge)) {
            case BankClient.Exchange.NotReached(String detail) -> new ChargeAnswer.NotReached(detail);
            case BankClient.Exchange.Broken(String detail) -> new ChargeAnswer.Unclear(detail);
            case BankClient.Exchange.Answer answer -> readCharge(charge, answer);
        };
    }

    @Override
    public ChargeInquiry inquire(Charge charge) {
        var request = new HttpGet(charges + "/" + charge.paymentId().text());
        return switch (send(request, charge)) {
            case BankClient.Exchange.NotReached(String detail) -> new ChargeInquiry.Unclear(detail);
            case BankClient.Exchange.Broken(String detail) -> new ChargeInquiry.Unclear(detail);
            case BankClient.Exchange.Answer answer -> readInquiry(charge, answer);
        };
    }

    private BankClient.Exchange send(HttpUriRequestBase request, Charge charge) {
        token.ifPresent(secret -> request.setHeader("Authorization", "Bearer " + secret));
        charge.trace().forEach(request::setHeader);
        request.setHeader("Accept", "application/json, application/problem+json");
        return client.send(request);
    }

    private ChargeAnswer readCharge(Charge charge, BankClient.Exchange.Answer answer) {
        int status = answer.status();
        return switch (status) {
            case 200, 201 ->
                ChargeJson.approvedReference(answer.json(), charge)
                        .<ChargeAnswer>map(ChargeAnswer.Approved::new)
                        .orElseGet(() ->
                                new ChargeAnswer.Unclear(status + " without a charge of this payment in its body"));
            case 402 ->
                ChargeJson.declineCode(answer.json(), charge)
                        .<ChargeAnswer>map(ChargeAnswer.Declined::new)
                        .orElseGet(() -> new ChargeAnswer.Unclear("402 without a decline of this payment in its body"));
            case 409 -> new ChargeAnswer.Unclear("409: an earlier request of this payment still runs");
            case 408, 425 -> new ChargeAnswer.Unclear(status + " from the bank");
            case 401, 403, 404, 405, 407 ->
                new ChargeAnswer.Busy(
                        null, status + ": the bank does not take requests from here; check its address and token");
            case 429 -> new ChargeAnswer.Busy(retryAfter(answer), "429: too many requests");
            case 503 -> {
                Duration retryAfter = retryAfter(answer);
                yield retryAfter == null
                        ? new ChargeAnswer.Unclear("503 from the bank")
                        : new ChargeAnswer.Busy(retryAfter, "503: the bank is unavailable");
            }
            default ->
                status >= 400 && status < 500
                        ? new ChargeAnswer.Rejected(status + problem(answer))
                        : new ChargeAnswer.Unclear(status + " from the bank");
        };
    }

    private static ChargeInquiry readInquiry(Charge charge, BankClient.Exchange.Answer answer) {
        if (answer.status() == 404 && answer.isProblem()) {
            return new ChargeInquiry.NoSuchCharge();
        }
        if (answer.status() != 200) {
            return new ChargeInquiry.Unclear(answer.status() + " from the bank");
        }
        Optional<String> reference = ChargeJson.approvedReference(answer.json(), charge);
        if (reference.isPresent()) {
            return new ChargeInquiry.Charged(reference.get());
        }
        return ChargeJson.declineCode(answer.json(), charge)
                .<ChargeInquiry>map(ChargeInquiry.Declined::new)
                .orElseGet(
                        () -> new ChargeInquiry.Unclear("the charge is still running, or the answer makes no sense"));
    }

    private static String problem(BankClient.Exchange.Answer answer) {
        String title = answer.isProblem()
                ? answer.json().map(body -> body.path("title").asText("")).orElse("")
                : "";
        return title.isEmpty() ? " from the bank" : ": " + ChargeJson.plain(title);
    }

    private @Nullable Duration retryAfter(BankClient.Exchange.Answer answer) {
        return RetryAfter.read(answer.retryAfter(), clock.instant());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
