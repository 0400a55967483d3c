package io.tocsin.fire.polling;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.DetectorSignal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks over HTTP: {@code GET}, 200, and a signal as it would be written to Kafka. Time and size are bounded. */
public final class HttpDetectorLine implements DetectorLine, AutoCloseable {
    private static final int OK = 200;

    private final HttpClient http;
    private final Duration timeout;

    /**
     * @param connectTimeout how long connecting may take
     * @param timeout how long everything together may take
     */
    public HttpDetectorLine(Duration connectTimeout, Duration timeout) {
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    @Override
    public Answer ask(URI address) throws InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(address).header("Accept", "*/*").GET().build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(question, BodyHandlers.limiting(BodyHandlers.ofByteArray(), DetectorSignal.MOST_BYTES));
        try {
            return read(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.Nothing("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            return new Answer.Nothing("the exchange failed: " + e.getCause());
        } finally {
            // Of an exchange that is over this does nothing; of any other it closes the line.
            answer.cancel(true);
        }
    }

    private static Answer read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            return new Answer.Nothing("it answered with status " + answer.statusCode());
        }
        try {
            return new Answer.Said(DetectorSignal.read(answer.body()));
        } catch (InvalidFieldException e) {
            return new Answer.Nothing("its answer is no signal: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
