package io.tocsin.simulator.bank;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What a bank is started with.
 *
 * @param host where it listens
 * @param port where it listens; 0 for any free port, which it then keeps
 * @param dataDir where its ledger is; one bank at a time
 * @param healthy how it behaves when nothing else was asked for, and again after the faults are taken back
 * @param bearerToken what clients must send in {@code Authorization: Bearer …}; empty when anyone may come
 * @param observer is told of every request
 * @param clock dates the charges
 */
public record BankOptions(
        String host,
        int port,
        Path dataDir,
        FaultPlan healthy,
        Optional<String> bearerToken,
        BankObserver observer,
        Clock clock) {

    /** A bank on any free port of this machine that answers at once and takes anyone. */
    public static BankOptions local(Path dataDir) {
        return new BankOptions(
                "localhost",
                0,
                dataDir,
                FaultPlan.healthyAtOnce(),
                Optional.empty(),
                BankObserver.NONE,
                Clock.systemUTC());
    }

    /** The same with another latency. */
    public BankOptions withLatency(Latency latency) {
        return new BankOptions(host, port, dataDir, healthy.with(latency), bearerToken, observer, clock);
    }

    /** The same at another port. */
    public BankOptions withPort(int newPort) {
        return new BankOptions(host, newPort, dataDir, healthy, bearerToken, observer, clock);
    }

    /** The same for clients that know this token. */
    public BankOptions withBearerToken(String token) {
        return new BankOptions(host, port, dataDir, healthy, Optional.of(token), observer, clock);
    }

    /** Without the bearer token. */
    @Override
    public String toString() {
        return "BankOptions[" + host + ":" + port + ", ledger in " + dataDir + "]";
    }
}
