package io.tocsin.toll.bank;

import static io.tocsin.toll.bank.Charges.aCharge;
import static io.tocsin.toll.bank.Charges.approval;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.toll.Damage;
import io.tocsin.toll.payment.Bank.Charge;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An answer that says anything else than that this very charge was made is not taken for that. */
class ChargeJsonTest {
    /** Reads more than ours does: what ours takes for an approval must stand there as this one sees it. */
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private static final JsonForm<JsonNode> JSON = Json.form(JsonNode.class);

    private final Charge charge = aCharge();

    @Property(tries = 20_000)
    void shouldTakeADamagedAnswerForNothingElseThanItSays(@ForAll("damagedAnswers") byte[] answer) throws IOException {
        Optional<JsonNode> body = read(answer);

        Optional<String> reference = ChargeJson.approvedReference(body, charge);

        assertThat(ChargeJson.declineCode(body, charge)).isEmpty();
        if (reference.isPresent()) {
            JsonNode said = PLAIN.readTree(answer);
            assertThat(said.path("status").textValue()).isEqualTo("approved");
            assertThat(said.path("paymentId").textValue())
                    .isEqualTo(charge.paymentId().text());
            assertThat(said.path("amount").path("minorUnits").isIntegralNumber())
                    .isTrue();
            assertThat(said.path("amount").path("minorUnits").bigIntegerValue()).isEqualTo(BigInteger.valueOf(1275));
            assertThat(said.path("amount").path("currency").textValue()).isEqualTo("EUR");
            assertThat(reference.get()).isNotBlank().hasSizeLessThanOrEqualTo(100);
        }
    }

    private static Optional<JsonNode> read(byte[] answer) {
        try {
            return Optional.of(JSON.read(answer));
        } catch (InvalidFieldException notJson) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<byte[]> damagedAnswers() {
        return Arbitraries.randomValue(random -> Damage.of(approval(charge).getBytes(UTF_8), random));
    }
}
