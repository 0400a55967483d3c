package io.tocsin.simulator.bank;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bank of its own for each test, and somebody who speaks to it. */
abstract class BankTest {
    Vertx vertx;
    BankServer bank;
    BankClient client;

    @BeforeEach
    void start(@TempDir Path dataDir) {
        vertx = Vertx.vertx();
        bank = BankServer.start(vertx, BankOptions.local(dataDir));
        client = new BankClient(bank.port());
    }

    @AfterEach
    void stop() {
        client.close();
        bank.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
