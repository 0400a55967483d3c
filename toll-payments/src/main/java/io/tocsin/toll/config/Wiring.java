package io.tocsin.toll.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.service.http.LargestBody;
import io.tocsin.service.kafka.DurableProducers;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.kafka.Instances;
import io.tocsin.toll.bank.BankClient;
import io.tocsin.toll.bank.HttpBank;
import io.tocsin.toll.bank.TracedBank;
import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.topology.BankCalls;
import io.tocsin.toll.topology.PaymentForm;
import io.tocsin.toll.topology.PaymentOutcomes;
import io.tocsin.toll.topology.TollTopology;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together. The only place that knows both the parts and the framework. */
final class Wiring {

    @Produces
    @Singleton
    HttpBank httpBank(TollConfig config) {
        TollConfig.BankConfig bank = config.bank();
        var client = new BankClient(new BankClient.Bounds(
                config.calls().maxCallsInFlight(), bank.connectTimeout(), bank.responseTimeout(), bank.totalTimeout()));
        return new HttpBank(client, bank.url(), bank.token(), Clock.systemUTC());
    }

    void close(@Disposes HttpBank bank) {
        try {
            bank.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connections to the bank", e);
        }
    }

    @Produces
    @Singleton
    OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls(
            TollConfig config, HttpBank httpBank, OpenTelemetry telemetry, MeterRegistry meters) {
        Bank bank = new TracedBank(httpBank, telemetry);
        return OutboundCalls.<PendingPayment, ChargeAnswer.Approved>named(
                        "bank", new PaymentForm(), new PaymentOutcomes())
                .retries(retries(config.retries()))
                .limits(limits(config.calls()))
                .circuit(circuit(config.circuit()))
                .meters(meters)
                .calling(new BankCalls(bank, config.bank().keyLife()));
    }

    @Produces
    @Singleton
    DurableWriter intake(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            TollConfig config,
            OpenTelemetry telemetry) {
        Duration timeout = config.intake().timeout();
        return new DurableWriter(
                DurableProducers.open(broker, "toll-payments-intake", timeout), timeout, telemetry, "io.tocsin.toll");
    }

    void close(@Disposes DurableWriter intake) {
        intake.close();
    }

    @Produces
    @Singleton
    Instances instances(
            KafkaStreams streams,
            TollConfig config,
            @ConfigProperty(name = "quarkus.kafka-streams.application-server") String self) {
        return new Instances(streams, self, config.peerTimeout());
    }

    /** A payment has a few hundred bytes. */
    @Produces
    @Singleton
    LargestBody largestBody() {
        return new LargestBody(16 * 1024, "payment");
    }

    /** Default scope: of a client proxy Kafka Streams would see no sources. */
    @Produces
    Topology topology(OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls) {
        return new TollTopology(bankCalls).build();
    }

    private static RetryPolicy retries(TollConfig.Retries retries) {
        return new RetryPolicy(
                retries.maxAttempts(),
                retries.firstDelay(),
                retries.longestDelay(),
                retries.jitter(),
                retries.longestRetryAfter());
    }

    private static CallLimits limits(TollConfig.Calls calls) {
        return new CallLimits(
                calls.maxCallsInFlight(),
                calls.maxOpenRequests(),
                calls.longestHold(),
                calls.longestWait(),
                calls.tick(),
                calls.ledgerWindow());
    }

    private static CircuitPolicy circuit(TollConfig.Circuit circuit) {
        return new CircuitPolicy(
                circuit.window(),
                circuit.minimumCalls(),
                circuit.failureShare(),
                circuit.firstPause(),
                circuit.longestPause());
    }
}
