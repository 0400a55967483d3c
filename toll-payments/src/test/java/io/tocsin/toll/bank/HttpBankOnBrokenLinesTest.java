package io.tocsin.toll.bank;

import static io.tocsin.toll.bank.Charges.aCharge;
import static io.tocsin.toll.bank.Charges.approval;
import static io.tocsin.toll.bank.Charges.bankAt;
import static io.tocsin.toll.bank.ScriptedLine.answer;
import static io.tocsin.toll.bank.ScriptedLine.nothing;
import static io.tocsin.toll.bank.ScriptedLine.saying;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.toll.payment.Bank.Charge;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no bank should do and networks do: each must be told for what it is, and nothing may be sent twice. */
@Timeout(20)
class HttpBankOnBrokenLinesTest {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Charge charge = aCharge();

    private ChargeAnswer chargeOnce(ScriptedLine line) throws IOException {
        try (line;
                var bank = bankAt(line.port())) {
            ChargeAnswer answer = bank.charge(charge);
            assertThat(line.requests()).as("nothing is repeated").hasSize(1);
            return answer;
        }
    }

    private ChargeInquiry inquireOnce(ScriptedLine line) throws IOException {
        try (line;
                var bank = bankAt(line.port())) {
            ChargeInquiry inquiry = bank.inquire(charge);
            assertThat(line.requests()).as("nothing is repeated").hasSize(1);
            return inquiry;
        }
    }

    @Test
    void shouldUnderstandAPlainAnswer() throws IOException {
        assertThat(chargeOnce(saying(answer("201 Created", JSON, approval(charge)))))
                .isEqualTo(new ChargeAnswer.Approved("ch_1"));
    }

    @Test
    void shouldSendTheSameKeyAsThePaymentId() throws IOException {
        try (var line = saying(answer("201 Created", JSON, approval(charge)));
                var bank = bankAt(line.port())) {
            bank.charge(charge);
            assertThat(line.requests().getFirst())
                    .startsWith("POST /charges HTTP/1.1")
                    .contains("Idempotency-Key: " + charge.paymentId());
        }
    }

    @Test
    void shouldBeUnclearWhenTheConnectionIsReset() throws IOException {
        assertThat(chargeOnce(new ScriptedLine((caller, number) -> caller.reset())))
                .isInstanceOf(ChargeAnswer.Unclear.class);
    }

    @Test
    void shouldBeUnclearWhenTheConnectionIsClosedWithoutAWord() throws IOException {
        assertThat(chargeOnce(new ScriptedLine((caller, number) -> caller.close())))
                .isInstanceOf(ChargeAnswer.Unclear.class);
    }

    @Test
    void shouldBeUnclearWhenHalfOfTheBodyIsMissing() throws IOException {
        String whole = answer("201 Created", JSON, approval(charge));
        assertThat(chargeOnce(new ScriptedLine((caller, number) -> {
                    caller.write(whole.substring(0, whole.length() - 60));
                    caller.close();
                })))
                .isInstanceOf(ChargeAnswer.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 201 Created\r\nContent-Type: application/json; charset=?!\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 201 Created\r\nContent-Length: many\r\n\r\n{}",
                "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 402 Payment Required\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 500 Server Error\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n"
            })
    void shouldBeUnclearWhenTheAnswerIsNoneOfTheContract(String answer) throws IOException {
        assertThat(chargeOnce(saying(answer))).isInstanceOf(ChargeAnswer.Unclear.class);
    }

    @Test
    void shouldBeUnclearWhenAProxyShowsAWebPage() throws IOException {
        assertThat(chargeOnce(saying(answer("200 OK", "text/html", "<html>Welcome</html>"))))
                .isInstanceOf(ChargeAnswer.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"})
    void shouldNotFollowARedirect(String status) throws IOException {
        try (var elsewhere = saying(answer("201 Created", JSON, approval(charge)))) {
            assertThat(chargeOnce(
                            saying(nothing(status, "Location: http://localhost:" + elsewhere.port() + "/charges"))))
                    .isInstanceOf(ChargeAnswer.Unclear.class);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1275, 1276",
        "1275, 1275.0",
        "1275, 18446744073709552891",
        "1275, \"1275\"",
        "EUR, USD",
        "approved, settled",
        "approved, declined",
        "ch_1, ''",
        "chargeId, id"
    })
    void shouldBeUnclearWhenTheApprovalIsNotOfThisCharge(String right, String wrong) throws IOException {
        String body = approval(charge).replace(right, wrong);
        assertThat(body).isNotEqualTo(approval(charge));

        assertThat(chargeOnce(saying(answer("201 Created", JSON, body)))).isInstanceOf(ChargeAnswer.Unclear.class);
        assertThat(inquireOnce(saying(answer("200 OK", JSON, body)))).isNotInstanceOf(ChargeInquiry.Charged.class);
    }

    @Test
    void shouldBeUnclearWhenTheApprovalIsOfAnotherPayment() throws IOException {
        String other = answer("201 Created", JSON, approval(aCharge()));

        assertThat(chargeOnce(saying(other))).isInstanceOf(ChargeAnswer.Unclear.class);
        assertThat(inquireOnce(saying(other.replace("201 Created", "200 OK"))))
                .isInstanceOf(ChargeInquiry.Unclear.class);
    }

    @Test
    void shouldKnowOfNoChargeOnlyWhenTheBankItselfSaysSo() throws IOException {
        assertThat(inquireOnce(saying(answer("404 Not Found", "text/html", "<html>nginx</html>"))))
                .isInstanceOf(ChargeInquiry.Unclear.class);
        assertThat(inquireOnce(
                        saying(answer("404 Not Found", PROBLEM, "{\"type\":\"urn:tocsin:bank:no-such-charge\"}"))))
                .isInstanceOf(ChargeInquiry.NoSuchCharge.class);
    }

    @Test
    void shouldKeepACardNumberInTheBanksWordsToItself() throws IOException {
        assertThat(chargeOnce(saying(
                        answer("400 Bad Request", PROBLEM, "{\"title\":\"card 4111 1111 1111 1111 is not valid\"}"))))
                .isInstanceOfSatisfying(ChargeAnswer.Rejected.class, rejected -> assertThat(rejected.detail())
                        .doesNotContain("4111"));
    }

    @Test
    void shouldNotReachAPortThatRefuses() throws IOException {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (var bank = bankAt(port)) {
            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.NotReached.class);
        }
    }

    @Test
    void shouldNotReachAHostThatIsNotKnown() throws IOException {
        try (var bank = bankAt("no-such-bank.invalid", Optional.empty())) {
            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.NotReached.class);
            assertThat(bank.inquire(charge)).isInstanceOf(ChargeInquiry.Unclear.class);
        }
    }

    @Test
    void shouldNeitherRepeatNorCallItNotSentWhenAKeptConnectionTurnsOutToBeCut() throws IOException {
        String kept = answer("201 Created", JSON, approval(charge));
        try (var line = new ScriptedLine((caller, number) -> {
                    if (number == 1) {
                        caller.write(kept);
                        return;
                    }
                    caller.reset();
                });
                var bank = bankAt(line.port())) {
            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Approved.class);

            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Unclear.class);
            assertThat(line.requests()).hasSize(2);
        }
    }

    @Test
    void shouldNotCallItNotSentWhenTheServerClosedAKeptConnectionAfterItsAnswer() throws IOException {
        String kept = answer("201 Created", JSON, approval(charge));
        try (var line = new ScriptedLine((caller, number) -> {
                    caller.write(kept);
                    caller.close();
                });
                var bank = bankAt(line.port())) {
            for (int times = 1; times <= 20; times++) {
                int before = line.requests().size();
                assertThat(bank.charge(charge))
                        .isInstanceOfAny(ChargeAnswer.Approved.class, ChargeAnswer.Unclear.class);
                assertThat(line.requests().size() - before).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void shouldPassOverInterimAnswers() throws IOException {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";

        assertThat(chargeOnce(saying(
                        "HTTP/1.1 100 Continue\r\n\r\n" + interim + answer("201 Created", JSON, approval(charge)))))
                .isEqualTo(new ChargeAnswer.Approved("ch_1"));
    }

    /** The second answer lies in the kept connection when the next request is sent. */
    @Test
    void shouldNotTakeALeftOverAnswerForThatOfTheNextCharge() throws IOException {
        String twice = answer("201 Created", JSON, approval(charge)).repeat(2);
        try (var line = saying(twice);
                var bank = bankAt(line.port())) {
            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Approved.class);

            assertThat(bank.charge(aCharge())).isInstanceOf(ChargeAnswer.Unclear.class);
            assertThat(bank.inquire(aCharge())).isInstanceOf(ChargeInquiry.Unclear.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429 Too Many Requests, 99999999999",
        "429 Too Many Requests, -5",
        "429 Too Many Requests, soon",
        "429 Too Many Requests, 999999999",
        "503 Service Unavailable, 999999999",
        "503 Service Unavailable, 'Fri, 31 Dec 9999 23:59:59 GMT'",
        "503 Service Unavailable, 'Sun, 06 Nov 1994 08:49:37 GMT'"
    })
    void shouldBeBusyWhateverTheBankWishes(String status, String retryAfter) throws IOException {
        assertThat(chargeOnce(saying(nothing(status, "Retry-After: " + retryAfter))))
                .isInstanceOfSatisfying(ChargeAnswer.Busy.class, busy -> {
                    if (busy.retryAfter() != null) {
                        assertThat(busy.retryAfter().isNegative()).isFalse();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card 4111111111111111 is not known\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: 4111111111111111\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 4111111111111111\r\n\r\n"
            })
    void shouldKeepACardNumberInWhatTheBankShouldNotHaveSentToItself(String answer) throws IOException {
        assertThat(chargeOnce(new ScriptedLine((caller, number) -> {
                    caller.write(answer);
                    caller.close();
                })))
                .isInstanceOfSatisfying(ChargeAnswer.Unclear.class, unclear -> assertThat(unclear.detail())
                        .doesNotContain("4111"));
    }

    @Test
    void shouldKeepACardNumberToItselfWhereverTheBanksWordsAreCut() throws IOException {
        for (int before = 80; before <= 100; before++) {
            String title = "x".repeat(before) + "4111111111111111";
            assertThat(chargeOnce(saying(answer("400 Bad Request", PROBLEM, "{\"title\":\"" + title + "\"}"))))
                    .isInstanceOfSatisfying(ChargeAnswer.Rejected.class, rejected -> assertThat(rejected.detail())
                            .doesNotContain("411111111"));
        }
    }

    @Test
    void shouldReadARetryAfterThatIsADate() throws IOException {
        assertThat(chargeOnce(saying(nothing("429 Too Many", "Retry-After: Mon, 06 Jan 2025 08:30:20 GMT"))))
                .isInstanceOfSatisfying(ChargeAnswer.Busy.class, busy -> assertThat(busy.retryAfter())
                        .isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void shouldStillReachTheBankWhenOneConnectionIsStuck() throws IOException {
        try (var line = new ScriptedLine((caller, number) -> {
                    if (number > 1) {
                        caller.write(answer("201 Created", JSON, approval(charge)));
                    }
                });
                var bank = bankAt(line.port())) {
            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Unclear.class);
            assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Approved.class);
        }
    }
}
