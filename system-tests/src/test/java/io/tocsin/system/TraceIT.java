package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One trace from the caller through Kafka to the bank. */
class TraceIT {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** What a caller should send nowhere. */
    private static final String CARD_NUMBER = "5500000000000004";

    private static final List<String> SEEN_BY_THE_BANK = new CopyOnWriteArrayList<>();
    private static final List<String> EXPORTED = new CopyOnWriteArrayList<>();
    private static final HttpServer BANK = serve(TraceIT::charge);
    private static final HttpServer COLLECTOR = serve(TraceIT::collect);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem()
            .with(
                    "TOCSIN_TOLL_BANK_URL",
                    "http://localhost:" + BANK.getAddress().getPort())
            .with("QUARKUS_OTEL_SDK_DISABLED", "false")
            .with("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .with(
                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://localhost:" + COLLECTOR.getAddress().getPort())
            .with("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");

    private static HttpServer serve(HttpHandler handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void charge(HttpExchange exchange) throws IOException {
        SEEN_BY_THE_BANK.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        byte[] approval = request.replaceFirst("\\{", "{\"status\":\"approved\",\"chargeId\":\"ch_1\",")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, approval.length);
        exchange.getResponseBody().write(approval);
        exchange.close();
    }

    /** Protobuf is not parsed here: ids are sixteen bytes and names are UTF-8 in it, and that is enough to find them. */
    private static void collect(HttpExchange exchange) throws IOException {
        EXPORTED.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        BANK.stop(0);
        COLLECTOR.stop(0);
    }

    @Test
    void shouldCarryTheCallersTraceThroughKafkaToTheBank() throws IOException {
        PendingPayment payment = aPayment().build();
        TollClient http = SYSTEM.service().http();
        http.send(http.request("/payments")
                .header("Idempotency-Key", payment.paymentId().text())
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01")
                .header("tracestate", "vendor=" + CARD_NUMBER)
                .header("baggage", "card=" + CARD_NUMBER)
                .POST(BodyPublishers.ofByteArray(TollClient.body(payment)))
                .build());
        // Not by GET: that answers from the store, which may be ahead of what is committed.
        try (TopicReader reader = SYSTEM.outcomes()) {
            reader.awaitOneOutcomeEach(List.of(payment), Duration.ofSeconds(10));
        }

        assertThat(SEEN_BY_THE_BANK).singleElement().asString().contains(TRACE_ID);
        try (TopicReader reader = SYSTEM.read(Topics.PENDING_PAYMENTS, Topics.SETTLED_PAYMENTS)) {
            assertThat(reader.toTheEnd()).hasSize(2).allSatisfy(record -> assertThat(traceparent(record))
                    .contains(TRACE_ID));
            assertThat(reader.toTheEnd())
                    .allSatisfy(record -> assertThat(record.headers().toArray())
                            .extracting(header -> new String(header.value(), UTF_8))
                            .noneMatch(value -> value.contains(CARD_NUMBER)));
        }
        String traceId = new String(HexFormat.of().parseHex(TRACE_ID), ISO_8859_1);
        for (String span : List.of("POST /payments", "send pending-payments", "POST /charges")) {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(EXPORTED)
                    .as("spans exported")
                    .anyMatch(body -> body.contains(traceId) && body.contains(span)));
        }
    }

    private static String traceparent(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader("traceparent");
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
