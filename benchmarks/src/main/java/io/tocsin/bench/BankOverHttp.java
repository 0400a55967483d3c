package io.tocsin.bench;

import io.tocsin.simulator.bank.BankOptions;
import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.toll.bank.BankClient;
import io.tocsin.toll.bank.HttpBank;
import io.tocsin.toll.payment.Bank;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The simulated bank behind HTTP, and the client of toll-payments for it. */
final class BankOverHttp implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final BankServer server;
    private final BankClient client;

    private BankOverHttp(Vertx vertx, BankServer server, BankClient client) {
        this.vertx = vertx;
        this.server = server;
        this.client = client;
    }

    /**
     * Starts it.
     *
     * @param latency how long each answer takes
     * @param connections how many there may be at once
     */
    static BankOverHttp start(Duration latency, int connections) {
        Vertx vertx = Vertx.vertx();
        var server = BankServer.start(
                vertx, BankOptions.local(Workplace.directory("bank")).withLatency(new Latency.Fixed(latency)));
        var client =
                new BankClient(new BankClient.Bounds(connections, CONNECT_TIMEOUT, ANSWER_TIMEOUT, ANSWER_TIMEOUT));
        return new BankOverHttp(vertx, server, client);
    }

    Bank bank() {
        URI address = URI.create("http://localhost:" + server.port());
        return new HttpBank(client, address, Optional.empty(), Clock.systemUTC());
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        vertx.close();
    }
}
