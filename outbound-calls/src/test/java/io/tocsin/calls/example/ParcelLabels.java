package io.tocsin.calls.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallEvent;
import io.tocsin.calls.CallResult;
import io.tocsin.calls.InquiryResult;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.Outcome;
import io.tocsin.calls.Outside;
import io.tocsin.calls.RequestForm;
import io.tocsin.calls.RequestReading;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/** Asks a parcel service for a label, once per order. */
final class ParcelLabels {
    private static final int LARGEST_ORDER = 1_000;

    private ParcelLabels() {}

    // @start region="topology"
    static Topology topology(OutboundCalls<Order, String> parcelService) {
        var builder = new StreamsBuilder();
        Map<String, KStream<byte[], CallEvent<Order, String>>> events = builder.stream(
                        "orders",
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("orders"))
                .processValues(() -> new RequestReading<>(new OrderForm(), LARGEST_ORDER), Named.as("read-order"))
                .process(parcelService, Named.as("ask-for-label"))
                .split(Named.as("event-"))
                .branch((key, event) -> event instanceof CallEvent.Republished, Branched.as("again"))
                .branch((key, event) -> event instanceof CallEvent.DeadLettered, Branched.as("dead"))
                .defaultBranch(Branched.as("finished"));
        to(events, "event-again", "orders");
        to(events, "event-dead", "orders-dead-letter");
        to(events, "event-finished", "labels");
        return builder.build();
    }

    private static void to(Map<String, KStream<byte[], CallEvent<Order, String>>> events, String branch, String topic) {
        Objects.requireNonNull(events.get(branch)).to(topic, CallEvent.sink("to-" + topic));
    }
    // @end

    // @start region="engine"
    static OutboundCalls<Order, String> engine(ParcelService service) {
        return OutboundCalls.<Order, String>named("parcels", new OrderForm(), ParcelLabels::write)
                .calling(service);
    }
    // @end

    // @start region="form"
    /** An order as text: {@code id|customer|retries|notBefore}. */
    record Order(
            String id,
            String customer,
            int retries,
            @Nullable Instant notBefore) {}

    static final class OrderForm implements RequestForm<Order> {
        @Override
        public Order read(byte[] value) {
            String[] parts = new String(value, UTF_8).split("\\|", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException("an order has four parts: id|customer|retries|notBefore");
            }
            return new Order(parts[0], parts[1], Integer.parseInt(parts[2]), time(parts[3]));
        }

        private static @Nullable Instant time(String text) {
            try {
                return text.isEmpty() ? null : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("notBefore is no time: " + e.getParsedString(), e);
            }
        }

        @Override
        public byte[] write(Order order) {
            String due = order.notBefore() == null ? "" : order.notBefore().toString();
            return (order.id() + '|' + order.customer() + '|' + order.retries() + '|' + due).getBytes(UTF_8);
        }

        @Override
        public String id(Order order) {
            return order.id();
        }

        @Override
        public String key(Order order) {
            return order.customer();
        }

        @Override
        public byte[] content(Order order) {
            return order.customer().getBytes(UTF_8);
        }

        @Override
        public int retries(Order order) {
            return order.retries();
        }

        @Override
        public @Nullable Instant notBefore(Order order) {
            return order.notBefore();
        }

        @Override
        public Order retried(Order order, int retries, @Nullable Instant notBefore) {
            return new Order(order.id(), order.customer(), retries, notBefore);
        }
    }
    // @end

    // @start region="outside"
    /** A parcel service that remembers its labels; a real one would be called over HTTP here. */
    static final class ParcelService implements Outside<Order, String> {
        private final Map<String, String> labels = new ConcurrentHashMap<>();

        @Override
        public CallResult<String> call(Order order, CallContext context) {
            return new CallResult.Answered<>(labels.computeIfAbsent(context.idempotencyKey(), key -> "label-" + key));
        }

        @Override
        public InquiryResult<String> inquire(Order order, CallContext context) {
            String label = labels.get(context.idempotencyKey());
            return label == null ? new InquiryResult.NotFound<>() : new InquiryResult.Done<>(label);
        }

        @Override
        public Duration keyLife() {
            return Duration.ofDays(7);
        }
    }
    // @end

    static byte[] write(Outcome<Order, String> outcome) {
        String text =
                switch (outcome) {
                    case Outcome.Succeeded<Order, String> done -> done.request().id() + " has " + done.answer();
                    case Outcome.Failed<Order, String> failed ->
                        failed.request().id() + " has none: " + failed.kind();
                };
        return text.getBytes(UTF_8);
    }
}
