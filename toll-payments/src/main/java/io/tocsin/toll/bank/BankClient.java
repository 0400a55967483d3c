package io.tocsin.toll.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and tells apart what matters: certainly not reached, broken off somewhere, or answered.
 *
 * <p>Nothing is repeated behind the caller's back (no automatic retry, no redirect), and everything is bounded: time to
 * connect, time between two bytes, time in all, size of head and body, connections.
 */
public final class BankClient implements AutoCloseable {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 8 * 1024;
    /** What the operating system may hold of an answer that nobody reads; it would take megabytes for each connection. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private static final JsonForm<JsonNode> JSON = Json.form(JsonNode.class);

    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Duration totalTimeout;

    /** How an exchange ended. */
    sealed interface Exchange {
        /** Proof that the request did not reach the bank. */
        record NotReached(String detail) implements Exchange {}

        /** It may have reached the bank; no whole answer came back. */
        record Broken(String detail) implements Exchange {}

        /** A whole answer; {@code json} is empty when its body is not JSON. */
        record Answer(int status, @Nullable String retryAfter, boolean isProblem, Optional<JsonNode> json)
                implements Exchange {}
    }

    /**
     * The bounds of a client.
     *
     * @param connections how many at the most; as many as calls may be in flight
     * @param connect how long connecting may take, TLS included
     * @param response how long the bank may be silent
     * @param total how long an exchange may take in all
     */
    public record Bounds(int connections, Duration connect, Duration response, Duration total) {}

    /** Opens nothing yet; connections are made when they are needed and kept alive. */
    public BankClient(Bounds bounds) {
        this.totalTimeout = bounds.total();
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("bank-deadlines").daemon().factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
        Timeout response = Timeout.of(bounds.response());
        Http1Config heads = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(heads)
                                // It is not given the limits above: the connection asks for "any" parser.
                                .responseParserFactory(none -> new StrictAnswerParser(heads))
                                .build())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setRcvBufSize(RECEIVE_BUFFER)
                                .build())
                        .setMaxConnTotal(bounds.connections())
                        .setMaxConnPerRoute(bounds.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(bounds.connect()))
                                .setSocketTimeout(response)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(10))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(bounds.connect()))
                        .setResponseTimeout(response)
                        .setRedirectsEnabled(false)
                        .setContentCompressionEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("tocsin")
                .build();
    }

    Exchange send(HttpUriRequestBase request) {
        ScheduledFuture<?> deadline =
                deadlines.schedule(request::cancel, totalTimeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, response -> read(request, response));
        } catch (UnknownHostException e) {
            return new Exchange.NotReached("the bank's host name is not known: " + request.getAuthority());
        } catch (ConnectTimeoutException | NoRouteToHostException e) {
            return new Exchange.NotReached("the bank cannot be reached: no connection within the time allowed");
        } catch (ConnectionRequestTimeoutException e) {
            return new Exchange.NotReached("no connection to the bank became free within the time allowed");
        } catch (ConnectException e) {
            return new Exchange.NotReached("the bank refuses connections");
        } catch (TooLongException e) {
            return new Exchange.Broken("the answer is longer than " + LARGEST_BODY + " bytes");
        } catch (IOException | IllegalStateException e) {
            // The HTTP library throws the latter when the deadline cancels a request while it takes or gives back a
            // connection.
            return new Exchange.Broken(
                    request.isCancelled()
                            ? "no whole answer within " + totalTimeout
                            : "the exchange broke off: " + inWords(e));
        } finally {
            deadline.cancel(false);
        }
    }

    /** An exception may quote what the bank sent. */
    private static String inWords(Exception e) {
        return ChargeJson.plain(e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private static Exchange read(HttpUriRequestBase request, ClassicHttpResponse response)
            throws IOException, HttpException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : readBounded(request, entity);
        String mime = entity == null ? "" : mime(entity.getContentType());
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Exchange.Answer(
                response.getCode(),
                retryAfter == null ? null : retryAfter.getValue(),
                mime.equals("application/problem+json"),
                mime.endsWith("json") ? parse(body) : Optional.empty());
    }

    /** The type without its parameters: a charset that makes no sense must not hide that there was an answer. */
    private static String mime(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType;
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static byte[] readBounded(HttpUriRequestBase request, HttpEntity entity) throws IOException {
        InputStream content = entity.getContent();
        byte[] body = content.readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            // Whatever else ends here, the client first reads the rest of the body, however long it is.
            request.cancel();
            throw new TooLongException();
        }
        return body;
    }

    /** There is more of an answer than is read of any. */
    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(JSON.read(body));
        } catch (InvalidFieldException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
