package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a request says of itself, it is called again only if the engine or a person wanted it. */
class ClaimTest {
    private static final int MAX_ATTEMPTS = 5;

    private static Arbitrary<Long> contents() {
        return Arbitraries.longs().between(1, 3);
    }

    private static Arbitrary<Integer> counters() {
        return Arbitraries.oneOf(Arbitraries.integers().between(-1, 5), Arbitraries.integers());
    }

    @Property
    void shouldTakeInAnIdThatNobodyKnows(@ForAll("claims") Claim claim) {
        assertThat(claim.recognisedBy(null, MAX_ATTEMPTS)).isInstanceOfSatisfying(Recognition.Fresh.class, fresh -> {
            History history = fresh.history();
            assertThat(history.retries()).isBetween(0, MAX_ATTEMPTS - 1);
            assertThat(history.mayHaveHappened())
                    .as("it says that it was tried before")
                    .isEqualTo(claim.retries() > 0 || claim.redrives() > 0);
            assertThat(history.fingerprint()).isEqualTo(claim.fingerprint());
        });
    }

    @Property
    void shouldTakeBackOnlyWhatTheEngineSentBack(
            @ForAll("claims") Claim claim, @ForAll("entries") LedgerEntry remembered) {
        boolean isExpected = remembered instanceof LedgerEntry.Republished
                && claim.fingerprint() == remembered.history().fingerprint()
                && claim.retries() == remembered.history().retries();

        Recognition recognition = claim.recognisedBy(remembered, MAX_ATTEMPTS);

        assertThat(recognition instanceof Recognition.Returned).isEqualTo(isExpected);
        if (recognition instanceof Recognition.Returned(History history)) {
            assertThat(history).as("with its own history").isEqualTo(remembered.history());
        }
    }

    @Property
    void shouldBeginAnewOnlyWithWhatFailedAndAPersonSendsOnceMore(
            @ForAll("claims") Claim claim, @ForAll("entries") LedgerEntry remembered) {
        History before = remembered.history();
        boolean isRedriven = remembered instanceof LedgerEntry.Finished finished
                && !finished.succeeded()
                && claim.fingerprint() == before.fingerprint()
                && claim.redrives() > before.redrives();

        Recognition recognition = claim.recognisedBy(remembered, MAX_ATTEMPTS);

        assertThat(recognition instanceof Recognition.Fresh).isEqualTo(isRedriven);
        if (recognition instanceof Recognition.Fresh(History history)) {
            assertThat(history.mayHaveHappened()).isEqualTo(before.mayHaveHappened());
            assertThat(history.retries()).as("all attempts again").isZero();
        }
    }

    @Property
    void shouldSayOfEverythingElseWhetherItIsTheSame(
            @ForAll("claims") Claim claim, @ForAll("entries") LedgerEntry remembered) {
        boolean same = claim.fingerprint() == remembered.history().fingerprint();

        assertThat(claim.comparedWith(remembered.history())).isEqualTo(new Recognition.Known(same));
        if (claim.recognisedBy(remembered, MAX_ATTEMPTS) instanceof Recognition.Known known) {
            assertThat(known.sameContent()).isEqualTo(same);
        } else {
            assertThat(same).as("other content is never called").isTrue();
        }
    }

    /** Small numbers, so that they are often equal, and absurd ones. */
    @Provide
    Arbitrary<Claim> claims() {
        return Combinators.combine(contents(), counters(), counters(), Arbitraries.longs())
                .as(Claim::new);
    }

    @Provide
    Arbitrary<LedgerEntry> entries() {
        Arbitrary<History> histories = Combinators.combine(
                        Arbitraries.integers().between(0, MAX_ATTEMPTS - 1),
                        Arbitraries.of(true, false),
                        contents(),
                        Arbitraries.integers().between(0, 3))
                .as((retries, suspected, content, redrives) ->
                        new History(retries, suspected, 1_000, 0, content, redrives));
        return histories.flatMap(history -> Arbitraries.of(
                new LedgerEntry.Waiting(history, 2_000),
                new LedgerEntry.Republished(history),
                new LedgerEntry.Finished(history, true, 2_000, new byte[0]),
                new LedgerEntry.Finished(history, false, 2_000, new byte[0])));
    }
}
