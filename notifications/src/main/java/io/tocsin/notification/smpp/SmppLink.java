package io.tocsin.notification.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session bound to the SMS centre, on a thread of its own. When the session ends, or none comes about, it tries again after
 * a pause that doubles, and begins anew when a session has lasted for longer than the longest pause.
 */
final class SmppLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);

    private final SmppSettings settings;
    private final MessageReceiverListener receiver;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable SMPPSession session;
    private volatile String trouble = "not bound to the SMS centre yet";

    SmppLink(SmppSettings settings, MessageReceiverListener receiver) {
        this.settings = settings;
        this.receiver = receiver;
        this.thread = Thread.ofPlatform().name("smpp-link").daemon().start(this::keepBound);
    }

    /** The session, if it is bound at this moment. */
    @Nullable SMPPSession bound() {
        SMPPSession current = session;
        return current != null && current.getSessionState().isTransmittable() ? current : null;
    }

    /** Why there is no session, for people. */
    String trouble() {
        return trouble;
    }

    private void keepBound() {
        Duration pause = settings.firstPause();
        try {
            while (closing.getCount() > 0) {
                long startNanos = System.nanoTime();
                bindAndStay();
                Duration lasted = Duration.ofNanos(System.nanoTime() - startNanos);
                if (lasted.compareTo(settings.longestPause()) > 0) {
                    pause = settings.firstPause();
                }
                if (closing.await(spread(pause).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = doubled(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the session has ended, or has not come about. */
    private void bindAndStay() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var fresh = new SMPPSession(
                new SynchronizedPDUSender(new DefaultPDUSender()),
                new DefaultPDUReader(),
                new SmppSockets(settings.tls(), settings.connectTimeout()));
        fresh.setTransactionTimer(settings.responseTimeout().toMillis());
        fresh.setEnquireLinkTimer(Math.toIntExact(settings.enquireEvery().toMillis()));
        fresh.setMessageReceiverListener(receiver);
        fresh.addSessionStateListener((now, before, source) -> {
            if (now == SessionState.UNBOUND || now == SessionState.CLOSED) {
                ended.countDown();
            }
        });
        try {
            fresh.connectAndBind(
                    settings.host(),
                    settings.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId(),
                            settings.password(),
                            settings.systemType(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    settings.responseTimeout().toMillis());
            session = fresh;
            LOG.info("bound to the SMS centre as {}", settings);
            if (closing.getCount() > 0) {
                ended.await();
            }
            trouble = "the session with the SMS centre has ended";
        } catch (IOException | RuntimeException e) {
            trouble = "cannot bind to the SMS centre: " + e.getMessage();
        } finally {
            session = null;
            fresh.close();
        }
        if (closing.getCount() > 0) {
            LOG.warn("{} ({}); trying again", trouble, settings);
        }
    }

    private static Duration spread(Duration pause) {
        return pause.minusMillis(
                (long) (pause.toMillis() * 0.2 * ThreadLocalRandom.current().nextDouble()));
    }

    private Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(settings.longestPause()) < 0 ? twice : settings.longestPause();
    }

    /** Unbinds, and binds no more. */
    @Override
    public void close() {
        closing.countDown();
        SMPPSession current = session;
        if (current != null) {
            current.unbindAndClose();
        }
        try {
            thread.join(settings.responseTimeout().plus(settings.connectTimeout()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
