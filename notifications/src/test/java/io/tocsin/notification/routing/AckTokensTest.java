package io.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AckTokensTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(3_600);
    private static final byte[] SECRET = secret(1);

    private final AckTokens tokens = new AckTokens(List.of(SECRET));

    @Property
    void shouldReadWhatItMade(
            @ForAll @StringLength(max = 50) String incident, @ForAll @StringLength(max = 50) String contact) {
        Assume.that(incident.equals(new String(
                incident.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8)));
        Assume.that(contact.equals(new String(
                contact.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8)));
        String token = tokens.token(incident, contact, EXPIRES);

        assertThat(token).matches("[A-Za-z0-9_.-]+");
        assertThat(tokens.read(token, NOW)).isEqualTo(new AckTokens.Reading.Good(incident, contact));
    }

    @Property
    void shouldBelieveNothingThatWasChanged(
            @ForAll @IntRange(max = 120) int at, @ForAll @AlphaChars @Chars({'.', '-', '_', '0', 'é'}) char other) {
        String token = tokens.token("north-3", "ann", EXPIRES);
        int place = at % token.length();
        Assume.that(token.charAt(place) != other);

        String changed = token.substring(0, place) + other + token.substring(place + 1);

        assertThat(tokens.read(changed, NOW)).isEqualTo(new AckTokens.Reading.Forged());
    }

    @Property
    void shouldBelieveNothingThatSomebodyMadeUp(@ForAll @NotEmpty String madeUp) {
        assertThat(tokens.read(madeUp, NOW)).isEqualTo(new AckTokens.Reading.Forged());
    }

    @Test
    void shouldExpireToTheSecond() {
        String token = tokens.token("north-3", "ann", EXPIRES);

        assertThat(tokens.read(token, EXPIRES.minusMillis(1))).isInstanceOf(AckTokens.Reading.Good.class);
        assertThat(tokens.read(token, EXPIRES)).isEqualTo(new AckTokens.Reading.Expired());
    }

    @Test
    void shouldBelieveAnOldSecretWhileItIsStillNamed() {
        String token = tokens.token("north-3", "ann", EXPIRES);

        assertThat(new AckTokens(List.of(secret(2), SECRET)).read(token, NOW))
                .isInstanceOf(AckTokens.Reading.Good.class);
        assertThat(new AckTokens(List.of(secret(2))).read(token, NOW)).isEqualTo(new AckTokens.Reading.Forged());
    }

    @Test
    void shouldRefuseSecretsThatCanBeGuessed() {
        assertThatThrownBy(() -> new AckTokens(List.of(new byte[31])))
                .hasMessage("each secret for acknowledgements must have at least 32 bytes of chance");
        assertThatThrownBy(() -> new AckTokens(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] secret(int filling) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) filling);
        return secret;
    }
}
