package io.tocsin.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tocsin.simulator.mail.MailServer;
import io.tocsin.simulator.sms.SmsCentre;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admin port of the mail server and the SMS centre, with real clients of both. */
@QuarkusTest
@TestProfile(PostboxAdminIT.AnyPorts.class)
class PostboxAdminIT {

    /** Free ports, and nothing else that is simulated. */
    public static final class AnyPorts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tocsin.simulators.bank.port", "0",
                    "tocsin.simulators.mail.port", "0",
                    "tocsin.simulators.sms.port", "0",
                    "tocsin.simulators.data-dir", "target/admin-it-" + UUID.randomUUID(),
                    "tocsin.simulators.lanes.rate", "0",
                    "tocsin.simulators.building.floors", "0",
                    "kafka.bootstrap.servers", "localhost:1");
        }
    }

    @TestHTTPResource
    URI admin = URI.create("http://unset");

    @Inject
    MailServer mail;

    @Inject
    SmsCentre sms;

    @BeforeEach
    void empty() throws Exception {
        assertThat(send("DELETE", "/mail", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/sms", "").statusCode()).isEqualTo(204);
    }

    @AfterEach
    void mend() throws Exception {
        send("DELETE", "/mail/faults", "");
        send("DELETE", "/sms/faults", "");
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return AdminClient.send(admin, method, path, body);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return AdminClient.json(answer);
    }

    private String fieldAtFault(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> refusal = send(method, path, body);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        return AdminClient.json(refusal).get("field").textValue();
    }

    private MimeMessage mailTo(String to, String subject, String text) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(mail.port()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("alarm@tocsin.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        message.setText(text);
        message.saveChanges();
        return message;
    }

    /** As it is: {@link Transport#send} gives it another Message-ID. */
    private static void deliver(MimeMessage message) throws MessagingException {
        try (Transport transport = message.getSession().getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private void submit(String to, String text) throws Exception {
        var session = new SMPPSession();
        try {
            session.setTransactionTimer(10_000);
            session.connectAndBind(
                    "localhost",
                    sms.port(),
                    new BindParameter(
                            BindType.BIND_TX,
                            "tocsin",
                            "tocsin",
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null));
            session.submitShortMessage(
                    "",
                    TypeOfNumber.ALPHANUMERIC,
                    NumberingPlanIndicator.UNKNOWN,
                    "Tocsin",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    to,
                    new ESMClass(),
                    (byte) 0,
                    (byte) 0,
                    null,
                    null,
                    new RegisteredDelivery(),
                    (byte) 0,
                    new RawDataCoding((byte) 8),
                    (byte) 0,
                    text.getBytes(StandardCharsets.UTF_16BE));
        } finally {
            session.unbindAndClose();
        }
    }

    @Test
    void shouldShowMailAndFindIt() throws Exception {
        Instant before = Instant.now();
        MimeMessage first = mailTo("ann@example.org", "Fire on floor 3", "Detector 17");
        deliver(first);
        deliver(first);
        deliver(mailTo("ben@example.org", "All clear", "Go back"));

        JsonNode all = get("/mail");
        assertThat(all.get("matching").intValue()).isEqualTo(3);
        assertThat(all.at("/totals/kept").intValue()).isEqualTo(3);
        assertThat(all.at("/totals/repeats").intValue()).isOne();
        assertThat(all.at("/messages/0/to").textValue()).isEqualTo("ben@example.org");
        assertThat(all.at("/messages/0/times").intValue()).isOne();
        assertThat(all.at("/messages/1/times").intValue()).isEqualTo(2);
        assertThat(all.at("/messages/1/messageId").textValue()).isEqualTo(first.getMessageID());
        assertThat(all.at("/messages/1/subject").textValue()).isEqualTo("Fire on floor 3");
        assertThat(all.at("/messages/1/text").textValue()).isEqualTo("Detector 17");
        assertThat(all.at("/messages/1").has("html")).isFalse();
        assertThat(Instant.parse(all.at("/messages/1/at").textValue())).isAfterOrEqualTo(before.minusMillis(1));

        assertThat(get("/mail?to=BEN@example.org").get("matching").intValue()).isOne();
        assertThat(get("/mail?to=example.org").get("matching").intValue()).isZero();
        assertThat(get("/mail?text=floor%203").get("matching").intValue()).isEqualTo(2);
        assertThat(get("/mail?text=DETECTOR&limit=1").get("messages")).hasSize(1);
        assertThat(get("/mail?since=" + Instant.now().plusSeconds(1))
                        .get("matching")
                        .intValue())
                .isZero();
    }

    @Test
    void shouldShowSmsAndFindIt() throws Exception {
        submit("491701", "Feuer 🔥");
        submit("491702", "Feuer 🔥");
        submit("491701", "Feuer 🔥");

        JsonNode found = get("/sms?to=491701&text=feuer");
        assertThat(found.get("matching").intValue()).isEqualTo(2);
        assertThat(found.at("/totals/kept").intValue()).isEqualTo(3);
        assertThat(found.at("/messages/0/text").textValue()).isEqualTo("Feuer 🔥");
        assertThat(found.at("/messages/0/times").intValue()).isEqualTo(2);
        assertThat(found.at("/messages/0/complete").booleanValue()).isTrue();
        assertThat(found.at("/messages/0/parts/0/messageId").textValue()).isNotEmpty();
    }

    @Test
    void shouldRefuseAFilterThatItDoesNotKnow() throws Exception {
        assertThat(fieldAtFault("GET", "/mail?recipient=ann@example.org", "")).isEqualTo("(a query parameter)");
        assertThat(fieldAtFault("GET", "/mail?since=yesterday", "")).isEqualTo("since");
        assertThat(fieldAtFault("GET", "/sms?limit=-1", "")).isEqualTo("limit");
        assertThat(fieldAtFault("GET", "/sms?limit=9999999", "")).isEqualTo("limit");
        assertThat(fieldAtFault("GET", "/sms?to=1&to=2", "")).isEqualTo("to");
    }

    @Test
    void shouldBreakAndMendBoth() throws Exception {
        assertThat(send("PUT", "/mail/faults", "{\"offline\":true}").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/sms/faults", "{\"offline\":true}").statusCode())
                .isEqualTo(200);

        assertThatThrownBy(() -> deliver(mailTo("ann@example.org", "s", "t"))).isInstanceOf(MailConnectException.class);
        assertThatThrownBy(() -> submit("491701", "t")).isInstanceOf(IOException.class);
        HttpResponse<String> ready = send("GET", "/q/health/ready", "");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("mail-server", "sms-centre", "offline on purpose");
        assertThat(send("GET", "/inbox", "").body()).contains("offline on purpose");

        assertThat(AdminClient.json(send("DELETE", "/mail/faults", ""))
                        .get("offline")
                        .booleanValue())
                .isFalse();
        send("DELETE", "/sms/faults", "");
        deliver(mailTo("ann@example.org", "s", "t"));
        submit("491701", "t");
        assertThat(get("/mail").get("matching").intValue()).isOne();
        assertThat(get("/sms").get("matching").intValue()).isOne();
    }

    @Test
    void shouldNameTheFieldAtFault() throws Exception {
        assertThat(fieldAtFault("PUT", "/mail/faults", "{\"faults\":[{\"kind\":\"cut\",\"at\":\"end\",\"share\":2}]}"))
                .isEqualTo("faults[0].share");
        assertThat(fieldAtFault("PUT", "/sms/faults", "{\"receipts\":{\"ids\":\"roman\"}}"))
                .isEqualTo("receipts.ids");
        assertThat(get("/sms/faults").at("/receipts/ids").textValue()).isEqualTo("hex");
    }

    @Test
    void shouldShowBothOnAPageThatBelievesNothing() throws Exception {
        deliver(mailTo("ann@example.org", "<script>alert(1)</script>", "<img src=x onerror=alert(2)>"));
        submit("491701", "<b>Feuer</b> 🔥");

        HttpResponse<String> page = send("GET", "/inbox", "");

        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)", "&lt;img src=x", "&lt;b&gt;Feuer&lt;/b&gt; 🔥", "ann@example.org")
                .doesNotContain("<script", "<img", "<b>", "://");
    }

    @Test
    void shouldMeasureAndDescribeItself() throws Exception {
        deliver(mailTo("ann@example.org", "s", "t"));
        submit("491701", "t");

        assertThat(send("GET", "/q/metrics", "").body())
                .contains("tocsin_mail_mails_total{result=\"taken\"")
                .contains("tocsin_mail_mails_total{result=\"recipient-refused\"")
                .contains("tocsin_sms_messages_total{result=\"taken\"")
                .contains("tocsin_sms_receipts_total{result=\"taken\"")
                .contains("tocsin_mail_listening", "tocsin_sms_kept");
        assertThat(send("GET", "/q/openapi", "").body()).contains("/mail/faults", "/sms/faults", "/inbox");
    }
}
