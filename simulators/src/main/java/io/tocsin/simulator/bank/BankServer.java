package io.tocsin.simulator.bank;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bank: takes charges over HTTP, remembers them in its own ledger, and misbehaves as told.
 *
 * <p>Everything that concerns charges happens on one event loop of the given Vert.x. The methods here may be called
 * from any thread but an event loop: they wait.
 *
 * <pre>{@code
 * try (var bank = BankServer.start(vertx, BankOptions.local(directory))) {
 *     bank.faults().set(FaultPlan.healthyAtOnce().with(new Fault.ChargeThenDrop(0.1, FaultTarget.CHARGES)));
 *     … http://localhost:{bank.port()}/charges …
 *     assert bank.ledger().summary().paymentsChargedTwice() == 0;
 * }
 * }</pre>
 */
public final class BankServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int ACCEPT_BACKLOG = 4096;

    private final Vertx vertx;
    private final BankOptions options;
    private final LedgerFile file;
    private final BankCounts counts = new BankCounts();
    private final ChargeDesk desk;
    private final Ledger ledger;
    private final Object switching = new Object();
    private volatile FaultPlan plan;
    private volatile int port;
    private volatile boolean listening;
    private @Nullable Line line;
    private @Nullable String deployment;

    private BankServer(Vertx vertx, BankOptions options, LedgerFile file, ChargeBook book) {
        this.vertx = vertx;
        this.options = options;
        this.file = file;
        this.desk = new ChargeDesk(book, file, options.clock());
        this.plan = options.healthy();
        this.port = options.port();
        this.ledger = new Ledger(this, file, book, desk, counts);
    }

    /**
     * Opens the ledger and starts to listen.
     *
     * @throws java.io.UncheckedIOException when the ledger cannot be used
     * @throws IllegalStateException when the ledger is damaged, or the port cannot be had
     */
    public static BankServer start(Vertx vertx, BankOptions options) {
        var book = new ChargeBook();
        LedgerFile file = LedgerFile.open(options.dataDir(), book);
        var bank = new BankServer(vertx, options, file, book);
        try {
            bank.deploy();
            return bank;
        } catch (RuntimeException e) {
            bank.close();
            throw e;
        }
    }

    /** Where it listens, or would if it were not offline. */
    public int port() {
        return port;
    }

    /** Whether connections are accepted. */
    public boolean listening() {
        return listening;
    }

    /** Why the ledger cannot be written, for people; empty when the last write went well. */
    public Optional<String> ledgerTrouble() {
        return line().work.ledgerTrouble();
    }

    /** How many requests wait for their answer. */
    public int inFlight() {
        return line().work.inFlight();
    }

    /** How it behaves, and how to make it behave otherwise. */
    public Faults faults() {
        return new Faults();
    }

    /** What it charged. */
    public Ledger ledger() {
        return ledger;
    }

    /** Stops listening, cuts every connection and closes the ledger. What was being charged is not. */
    @Override
    public void close() {
        try {
            if (deployment != null) {
                listening = false;
                await(vertx.undeploy(deployment), "stop");
                deployment = null;
            }
        } finally {
            file.close();
        }
    }

    /** How the bank behaves, and how to make it behave otherwise while it runs. */
    public final class Faults {
        private Faults() {}

        /** How it behaves now. */
        public FaultPlan plan() {
            return plan;
        }

        /** How it behaves when nothing was asked for. */
        public FaultPlan healthy() {
            return options.healthy();
        }

        /**
         * Makes it behave so from the next request on. When this returns the bank listens, or refuses connections, as
         * the plan says. Charges that run when it goes offline are still charged; their clients get no answer.
         *
         * @throws IllegalStateException when it should listen again and another process has taken the port
         */
        public void set(FaultPlan newPlan) {
            synchronized (switching) {
                Line current = line();
                await(current.behave(newPlan), "change its behaviour");
                plan = newPlan;
            }
        }

        /** Makes it behave as at its start. */
        public void clear() {
            set(options.healthy());
        }
    }

    /** Runs {@code task} on the bank's event loop and waits for what it gives. */
    <T> T onEventLoop(Supplier<T> task) {
        Promise<T> done = Promise.promise();
        line().context().runOnContext(ignored -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException e) {
                done.fail(e);
            }
        });
        return await(done.future(), "look into its ledger");
    }

    private void deploy() {
        line = new Line();
        deployment = await(vertx.deployVerticle(line), "start");
    }

    private Line line() {
        if (line == null) {
            throw new IllegalStateException("the bank is not started");
        }
        return line;
    }

    private <T> T await(Future<T> future, String doing) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("the bank cannot " + doing + " while an event loop waits for it");
        }
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the bank could " + doing, e);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("the bank cannot " + doing + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the bank did not " + doing + " within " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** The bank's end of the line: the part that lives on the event loop. */
    private final class Line extends AbstractVerticle {
        private final BankWork work = new BankWork(BankServer.this.vertx, desk, counts, options.observer(), plan);
        private @Nullable HttpServer server;

        @Override
        public void start(Promise<Void> started) {
            behaveHere(plan).onComplete(started);
        }

        Context context() {
            return context;
        }

        Future<Void> behave(FaultPlan newPlan) {
            Promise<Void> done = Promise.promise();
            context.runOnContext(ignored -> behaveHere(newPlan).onComplete(done));
            return done.future();
        }

        private Future<Void> behaveHere(FaultPlan newPlan) {
            if (newPlan.offline() == (server == null)) {
                work.behave(newPlan);
                return Future.succeededFuture();
            }
            return (newPlan.offline() ? hangUp() : listen()).onSuccess(switched -> work.behave(newPlan));
        }

        private Future<Void> listen() {
            HttpServer opened = vertx.createHttpServer(new HttpServerOptions()
                            .setHost(options.host())
                            .setPort(port)
                            .setAcceptBacklog(ACCEPT_BACKLOG)
                            .setHttp2ClearTextEnabled(false))
                    .requestHandler(new BankDoor(work, options.bearerToken()));
            return opened.listen()
                    .recover(cause -> Future.failedFuture(new IllegalStateException(
                            "it cannot listen on " + options.host() + ":" + port + " (" + cause.getMessage()
                                    + "); end the process that has this port, or give the bank another"
                                    + " (tocsin.simulators.bank.port)",
                            cause)))
                    .onSuccess(bound -> {
                        server = opened;
                        port = bound.actualPort();
                        listening = true;
                    })
                    .mapEmpty();
        }

        private Future<Void> hangUp() {
            HttpServer closing = server;
            server = null;
            listening = false;
            return closing == null ? Future.succeededFuture() : closing.close();
        }
    }
}
