package io.tocsin.toll.bank;

import static io.tocsin.toll.bank.Charges.aCharge;
import static io.tocsin.toll.bank.Charges.bankAt;
import static io.tocsin.toll.bank.Charges.charge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.simulator.bank.BankOptions;
import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.toll.payment.Bank.Charge;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of {@code docs/bank-http.md}, from the simulated bank over real HTTP. */
class HttpBankTest {
    private static final FaultTarget CHARGES = FaultTarget.CHARGES;

    private static Vertx vertx;
    private static BankServer server;

    private HttpBank bank;
    private long requestsBefore;

    @BeforeAll
    static void startBank(@TempDir Path dataDir) {
        vertx = Vertx.vertx();
        server = BankServer.start(vertx, BankOptions.local(dataDir));
    }

    @AfterAll
    static void stopBank() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void connect() {
        bank = bankAt(server.port());
        requestsBefore = server.ledger().summary().requests();
    }

    @AfterEach
    void disconnect() throws IOException {
        bank.close();
        server.faults().clear();
    }

    private static void always(Fault fault) {
        server.faults().set(FaultPlan.healthyAtOnce().with(fault));
    }

    private long requests() {
        return server.ledger().summary().requests() - requestsBefore;
    }

    @Test
    void shouldGiveTheBanksReferenceWhenItIsApproved() {
        Charge charge = aCharge();

        ChargeAnswer answer = bank.charge(charge);

        String reference =
                server.ledger().chargesOf(charge.paymentId()).getFirst().chargeId();
        assertThat(answer).isEqualTo(new ChargeAnswer.Approved(reference));
        assertThat(bank.charge(charge)).as("replayed").isEqualTo(answer);
        assertThat(bank.inquire(charge)).isEqualTo(new ChargeInquiry.Charged(reference));
        assertThat(server.ledger().chargesOf(charge.paymentId())).hasSize(1);
    }

    @Test
    void shouldGiveTheBanksCodeWhenItIsDeclined() {
        Charge charge = charge(1275, "tok_declined_insufficient-funds");

        assertThat(bank.charge(charge)).isEqualTo(new ChargeAnswer.Declined("insufficient-funds"));
        assertThat(bank.inquire(charge)).isEqualTo(new ChargeInquiry.Declined("insufficient-funds"));
    }

    @Test
    void shouldBeRejectedWhenTheKeyWasUsedForAnotherCharge() {
        Charge first = aCharge();
        bank.charge(first);
        var other = new Charge(first.paymentId(), charge(1, "tok_visa_1").amount(), first.cardToken(), first.trace());

        assertThat(bank.charge(other)).isInstanceOf(ChargeAnswer.Rejected.class);
    }

    @Test
    void shouldBeRejectedWhenTheBankCannotReadTheRequest() {
        assertThat(bank.charge(charge(1275, "t")))
                .isInstanceOfSatisfying(ChargeAnswer.Rejected.class, rejected -> assertThat(rejected.detail())
                        .startsWith("400: "));
    }

    @Test
    void shouldBeUnclearWhileTheFirstRequestRuns() {
        server.faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(500))));
        Charge charge = aCharge();
        var first = CompletableFuture.supplyAsync(() -> bank.charge(charge));
        await().until(() -> server.ledger().summary().running() == 1);
        server.faults().clear();

        assertThat(bank.inquire(charge)).as("pending").isInstanceOf(ChargeInquiry.Unclear.class);
        assertThat(bank.charge(charge))
                .isInstanceOfSatisfying(ChargeAnswer.Unclear.class, unclear -> assertThat(unclear.detail())
                        .startsWith("409"));
        assertThat(first.join()).isInstanceOf(ChargeAnswer.Approved.class);
    }

    @Test
    void shouldKnowOfNoChargeWhenThereIsNone() {
        assertThat(bank.inquire(aCharge())).isEqualTo(new ChargeInquiry.NoSuchCharge());
    }

    @Test
    void shouldBeBusyForAsLongAsTheBankSays() {
        always(new Fault.TooManyRequests(1, CHARGES, Duration.ofSeconds(7)));
        assertThat(bank.charge(aCharge()))
                .isInstanceOfSatisfying(ChargeAnswer.Busy.class, busy -> assertThat(busy.retryAfter())
                        .isEqualTo(Duration.ofSeconds(7)));

        always(new Fault.Unavailable(1, CHARGES, Duration.ofSeconds(9)));
        assertThat(bank.charge(aCharge()))
                .isInstanceOfSatisfying(ChargeAnswer.Busy.class, busy -> assertThat(busy.retryAfter())
                        .isEqualTo(Duration.ofSeconds(9)));
        assertThat(requests()).isEqualTo(2);
    }

    static Stream<Fault> faultsThatLeaveItUnclear() {
        return Stream.of(
                new Fault.ChargeThenDrop(1, CHARGES),
                new Fault.DropBeforeCharge(1, CHARGES),
                new Fault.ServerError(1, CHARGES, true),
                new Fault.ServerError(1, CHARGES, false),
                new Fault.HalfBody(1, CHARGES),
                new Fault.HtmlWith200(1, CHARGES, true),
                new Fault.HtmlWith200(1, CHARGES, false),
                new Fault.Hang(1, CHARGES, true, Duration.ofSeconds(4)),
                new Fault.Hang(1, CHARGES, false, Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @MethodSource("faultsThatLeaveItUnclear")
    void shouldBeUnclearAndAskOnceOnlyWhenTheBankBreaksInTheMiddle(Fault fault) {
        always(fault);
        Charge charge = aCharge();

        assertThat(bank.charge(charge)).isInstanceOf(ChargeAnswer.Unclear.class);
        assertThat(requests()).isOne();
        assertThat(bank.inquire(charge))
                .isInstanceOf(fault.charged() ? ChargeInquiry.Charged.class : ChargeInquiry.NoSuchCharge.class);
    }

    static Stream<Fault> faultsOfInquiries() {
        FaultTarget inquiries = FaultTarget.INQUIRIES;
        return Stream.of(
                new Fault.DropBeforeCharge(1, inquiries),
                new Fault.ServerError(1, inquiries, false),
                new Fault.TooManyRequests(1, inquiries, Duration.ofSeconds(1)),
                new Fault.Unavailable(1, inquiries, Duration.ofSeconds(1)),
                new Fault.HalfBody(1, inquiries),
                new Fault.HtmlWith200(1, inquiries, false));
    }

    @ParameterizedTest
    @MethodSource("faultsOfInquiries")
    void shouldNotTakeAFailedInquiryForNoCharge(Fault fault) {
        Charge charge = aCharge();
        bank.charge(charge);
        always(fault);
        long before = server.ledger().summary().inquiries();

        assertThat(bank.inquire(charge)).isInstanceOf(ChargeInquiry.Unclear.class);
        assertThat(server.ledger().summary().inquiries() - before).isOne();
    }

    @Test
    void shouldNotReachABankThatIsOffline() {
        server.faults().set(FaultPlan.healthyAtOnce().away());

        assertThat(bank.charge(aCharge())).isInstanceOf(ChargeAnswer.NotReached.class);
        assertThat(bank.inquire(aCharge())).isInstanceOf(ChargeInquiry.Unclear.class);
    }

    @Test
    void shouldReachItAgainOverConnectionsThatTheOutageCut() {
        bank.charge(aCharge());
        server.faults().set(FaultPlan.healthyAtOnce().away());
        server.faults().clear();

        await().until(() -> bank.charge(aCharge()) instanceof ChargeAnswer.Approved);
    }

    @ParameterizedTest
    @EnumSource(TokenSent.class)
    void shouldSendTheTokenThatTheBankAsksFor(TokenSent sent, @TempDir Path dataDir) throws IOException {
        try (var guarded = BankServer.start(vertx, BankOptions.local(dataDir).withBearerToken("s3cret"));
                var client = bankAt("localhost:" + guarded.port(), sent.token)) {
            assertThat(client.charge(aCharge())).isInstanceOf(sent.expected);
        }
    }

    /** A token, and what comes of it: a wrong one is our own mistake, which must not fail payments. */
    enum TokenSent {
        RIGHT(Optional.of("s3cret"), ChargeAnswer.Approved.class),
        WRONG(Optional.of("secret"), ChargeAnswer.Busy.class),
        NONE(Optional.empty(), ChargeAnswer.Busy.class);

        private final Optional<String> token;
        private final Class<? extends ChargeAnswer> expected;

        TokenSent(Optional<String> token, Class<? extends ChargeAnswer> expected) {
            this.token = token;
            this.expected = expected;
        }
    }
}
