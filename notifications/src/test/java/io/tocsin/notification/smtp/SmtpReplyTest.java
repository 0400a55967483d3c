package io.tocsin.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.smtp.SmtpReply.Stage;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

    @ParameterizedTest
    @CsvSource({"OPENING, 421", "SENDER, 450", "RECIPIENT, 421", "END, 421"})
    void shouldTryAgainSoon(Stage stage, int code) {
        assertThat(SmtpReply.answer(stage, code, "not now"))
                .isEqualTo(new DeliveryAnswer.NotNow(Duration.ofMinutes(1), "not now"));
    }

    @ParameterizedTest
    @CsvSource({"RECIPIENT, 450, 1", "RECIPIENT, 451, 1", "CONTENT, 451, 1", "END, 451, 1", "RECIPIENT, 452, 5"})
    void shouldDeferOnlyTheMessageThatIsMeant(Stage stage, int code, int minutes) {
        assertThat(SmtpReply.answer(stage, code, "not yet"))
                .isEqualTo(new DeliveryAnswer.Deferred(Duration.ofMinutes(minutes), "not yet"));
    }

    @ParameterizedTest
    @CsvSource({
        "END, 452",
        "OPENING, 535",
        "OPENING, 554",
        "OPENING, 530",
        "SENDER, 550",
        "SENDER, 530",
        "RECIPIENT, 503",
        "RECIPIENT, 530",
        "CONTENT, 503"
    })
    void shouldTryAgainLaterWhereNoMessageIsToBlame(Stage stage, int code) {
        assertThat(SmtpReply.answer(stage, code, "not you"))
                .isEqualTo(new DeliveryAnswer.NotNow(Duration.ofMinutes(5), "not you"));
    }

    @ParameterizedTest
    @CsvSource({
        "SENDER, 552",
        "RECIPIENT, 501",
        "RECIPIENT, 504",
        "RECIPIENT, 550",
        "RECIPIENT, 551",
        "RECIPIENT, 553",
        "RECIPIENT, 556",
        "CONTENT, 554",
        "END, 552",
        "END, 554"
    })
    void shouldGiveUpTheMessageThatIsToBlame(Stage stage, int code) {
        assertThat(SmtpReply.answer(stage, code, "no"))
                .isEqualTo(new DeliveryAnswer.RefusedForGood("smtp-" + code, "no"));
    }

    @Property
    void shouldCallNothingLostUnclearButTheEnd(@ForAll Stage stage, @ForAll @IntRange(min = -1, max = 999) int code) {
        DeliveryAnswer answer = SmtpReply.answer(stage, code, "line");

        boolean reply = code / 100 == 4 || code / 100 == 5;
        assertThat(answer instanceof DeliveryAnswer.Unclear).isEqualTo(stage == Stage.END && !reply);
        assertThat(answer instanceof DeliveryAnswer.NotReached).isEqualTo(stage != Stage.END && !reply);
    }
}
